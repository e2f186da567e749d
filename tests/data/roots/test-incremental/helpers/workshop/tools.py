def say_hammer():
    print("hammer")


def say_saw():
    print("saw with", _teeth(), "teeth")


def _teeth():
    return 12
