/* What a text can be found by; _tokens.py does the same for the index. */

const concurdocsWords = (() => {
  "use strict";

  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}_])+`, "gu");
  const HAN_RUN = new RegExp(`^[${HAN}]+$`, "u");
  const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
  const LETTERS = /(?<![A-Za-z0-9_])([A-Za-z])\/([A-Za-z])(?![A-Za-z0-9_])/g;
  const ASCII = /^[\x00-\x7f]*$/;
  const SHORTEST_PART = 2;

  /** The runs of a text: of Han characters, and of others that make a word. */
  const runs = (text) => text.normalize("NFKC").replace(LETTERS, "$1$2").match(RUN) ?? [];

  const isHan = (run) => HAN_RUN.test(run);

  /** Pairs of neighbouring characters of a run. */
  const pairs = (run) => {
    const characters = [...run];
    return characters.slice(1).map((second, index) => characters[index] + second);
  };

  /** Parts of a name; none if it is a single one. */
  const parts = (run) => {
    const found = run.match(PART) ?? [];
    if (!ASCII.test(run) || found[0] === run) return [];
    return found.filter((part) => part.length >= SHORTEST_PART).map((part) => part.toLowerCase());
  };

  const words = (text) =>
    runs(text).flatMap((run) =>
      isHan(run) ? [...run, ...pairs(run)] : [run.toLowerCase(), ...parts(run)],
    );

  return { isHan, pairs, parts, runs, words };
})();
