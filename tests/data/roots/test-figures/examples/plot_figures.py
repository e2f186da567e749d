"""
Figures
=======
"""

import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(2, 1), dpi=100)
axes.plot([1, 3, 2])
axes.set_title("a title")
print("one is drawn")

# %%
# Two at a time.
for colour in ("red", "green"):
    plt.figure(figsize=(2, 1), facecolor=colour)
    plt.suptitle(colour)

# %%
# Later.

# sphinx_gallery_defer_figures
plt.figure(figsize=(2, 1))
plt.title("begun")
print("nothing yet")

# %%
plt.title("ended")
print("now")
