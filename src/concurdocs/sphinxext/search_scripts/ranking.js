/*
 * Which pages answer a query, best first, through what Sphinx lets a language define:
 * `splitQuery` chooses the words that a page must have, `Scorer.score` orders the pages.
 *
 * Sphinx's search wants every word on the page and knows but one score per page. Questions
 * have words that no page has, so `splitQuery` looks at the index and asks only for what the
 * best pages have in common.
 */

const concurdocsRanking = (() => {
  "use strict";

  // What questions are made of and no page is about. 目的 and 了解 are words.
  const NOISE =
    /请问|为什么|为何|什么|怎么样|怎么办|怎么|怎样|如何|哪个|哪些|哪里|哪一|是否|能否|能不能|是不是|有没有|(?<!目)的|了(?!解)|吗|呢|吧|是|我/u;
  const IN_BODY = 0.4; // of what a word in a heading counts
  const PART_OF_NAME = 0.3; // of what the whole name counts
  const UNFINISHED = 0.5; // `multiproc` where pages have `multiprocessing`
  const SECTION = 0.7; // of what the title of the page counts
  const MANY_SECTIONS = 0.02; // a page that tells more goes before one that tells less
  const AGREEING = 3; // of how many pages, the best, the common words are asked for

  let known = null; // what is worked out from an index, kept as long as it is the index

  const keyOf = (word) => new Stemmer().stemWord(word);

  const pagesOf = (terms, key) => {
    const found = Object.hasOwn(terms, key) ? terms[key] : [];
    return Array.isArray(found) ? found : [found];
  };

  const study = (index) => {
    if (known?.index === index) return known;
    const count = index.docnames.length;
    known = { index, weights: new Map(), titles: [], numbers: new Map(), last: null };
    index.docnames.forEach((name, number) => known.numbers.set(name, number));
    known.sections = new Array(count).fill(0);
    for (const [title, places] of Object.entries(index.alltitles)) {
      const keys = new Set(concurdocsWords.runs(title).flatMap(titleKeys));
      for (const [page] of places) {
        known.titles.push({ page, keys, isMain: index.titles[page] === title });
        known.sections[page] += 1;
      }
    }
    return known;
  };

  const titleKeys = (run) => {
    if (!concurdocsWords.isHan(run)) {
      const word = run.toLowerCase();
      return stopwords.has(word) ? [] : [keyOf(word)];
    }
    return [...run].length === 1 ? [run] : concurdocsWords.pairs(run);
  };

  /** How much a word tells: the more, the fewer pages have it. */
  const weigh = (key) => {
    if (!known.weights.has(key)) {
      const { terms, titleterms, docnames } = known.index;
      const pages = new Set([...pagesOf(terms, key), ...pagesOf(titleterms, key)]);
      known.weights.set(key, pages.size ? Math.log(1 + docnames.length / pages.size) : 0);
    }
    return known.weights.get(key);
  };

  /** A word of a query: what the index calls it (several, if unfinished), what it counts. */
  const clue = (word, keys, share) => {
    const weight = Math.max(0, ...keys.map(weigh)) * share;
    return { word, keys, weight, inTitles: pages("titleterms", keys), inTexts: pages("terms", keys) };
  };

  const pages = (part, keys) => new Set(keys.flatMap((key) => pagesOf(known.index[part], key)));

  const latinClues = (run) => {
    const whole = run.toLowerCase();
    if (stopwords.has(whole) || /^\d+$/.test(whole)) return [];
    const key = keyOf(whole);
    const parts = concurdocsWords.parts(run).filter((part) => !stopwords.has(part));
    if (weigh(key)) {
      return [clue(whole, [key], 1), ...parts.map((part) => clue(part, [keyOf(part)], PART_OF_NAME))];
    }
    if (parts.length) return parts.map((part) => clue(part, [keyOf(part)], 1));
    // As Sphinx does: a word that is not in the index may be within one that is.
    if (whole.length < 3) return [];
    const { terms, titleterms } = known.index;
    const longer = Object.keys({ ...terms, ...titleterms }).filter((term) => term.includes(key));
    return longer.length ? [clue(whole, longer, UNFINISHED)] : [];
  };

  const hanClues = (run) =>
    run
      .split(NOISE)
      .filter((piece) => piece)
      .flatMap((piece) => {
        const characters = [...piece];
        const covered = new Set();
        const clues = concurdocsWords.pairs(piece).flatMap((pair, start) => {
          if (!weigh(pair)) return [];
          covered.add(start).add(start + 1);
          return [{ ...clue(pair, [pair], 1), piece, start }];
        });
        characters.forEach((character, start) => {
          if (!covered.has(start) && weigh(character)) clues.push(clue(character, [character], 1));
        });
        return clues;
      });

  const cluesOf = (query) => {
    const found = new Map();
    for (const run of concurdocsWords.runs(query)) {
      for (const each of concurdocsWords.isHan(run) ? hanClues(run) : latinClues(run)) {
        if (each.weight && !found.has(each.word)) found.set(each.word, each);
      }
    }
    return [...found.values()];
  };

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  /** How well each page answers: by its words, and by the heading that fits best. */
  const rank = (clues) => {
    const all = sum(clues.map(({ weight }) => weight));
    const ranks = known.sections.map((count, page) => {
      const met = clues.map(({ weight, inTitles, inTexts }) =>
        inTitles.has(page) ? weight : inTexts.has(page) ? weight * IN_BODY : 0,
      );
      const words = sum(met) / all;
      return words && words + MANY_SECTIONS * Math.log(1 + count);
    });
    const fits = new Map();
    for (const { page, keys, isMain } of known.titles) {
      const met = sum(clues.map((each) => (each.keys.some((key) => keys.has(key)) ? each.weight : 0)));
      if (!met) continue;
      // Much of the query in much of the heading: the harmonic mean of both shares.
      const fit = (2 * met) / (all + Math.max(met, sum([...keys].map(weigh))));
      fits.set(page, Math.max(fits.get(page) ?? 0, fit * (isMain ? 1 : SECTION)));
    }
    fits.forEach((fit, page) => (ranks[page] += fit));
    return ranks;
  };

  /** Pairs of characters that don't overlap, likely words first: those that many pages have. */
  const withoutOverlaps = (clues) => {
    const taken = new Set();
    return [...clues]
      .sort((left, right) => left.weight - right.weight)
      .filter(({ piece, start }) => {
        if (piece === undefined) return true;
        const places = [`${piece}/${start}`, `${piece}/${start + 1}`];
        if (places.some((place) => taken.has(place))) return false;
        places.forEach((place) => taken.add(place));
        return true;
      });
  };

  /**
   * Words that the best pages have in common. The last one tells most: Sphinx shows the text
   * around it.
   */
  const split = (query) => {
    if (typeof Search === "undefined" || !Search.hasIndex()) return concurdocsWords.words(query);
    study(Search._index);
    const clues = cluesOf(query);
    if (!clues.length) return concurdocsWords.words(query);
    const ranks = rank(clues);
    known.last = ranks;
    const best = [...ranks.keys()].sort((left, right) => ranks[right] - ranks[left]);
    for (let agreeing = AGREEING; agreeing > 0; agreeing--) {
      const has = ({ inTitles, inTexts }) =>
        best.slice(0, agreeing).every((page) => inTitles.has(page) || inTexts.has(page));
      const common = withoutOverlaps(clues.filter(has));
      if (common.length) return common.map(({ word }) => word);
    }
    return clues.map(({ word }) => word);
  };

  /** Order by how well the page answers; what is called like the query goes before its page. */
  const score = ([name, , anchor, , given, , kind]) => {
    const rank = known?.last?.[known.numbers.get(name)] ?? 0;
    if (kind === "text") return rank;
    if (kind === "title") return rank + (anchor ? 0.05 : 0);
    // Entries of the glossary and the index: 100 if it is the entry's name.
    return kind === "index" ? Math.max(rank, given / 100) : rank + given / 100;
  };

  return { score, split };
})();

// By `var`, as Sphinx defines its own; this script comes before or behind Sphinx's.
var splitQuery = concurdocsRanking.split;
var Scorer = {
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  score: concurdocsRanking.score,
  ...(typeof Scorer === "undefined" ? {} : Scorer), // the project's own, html_search_scorer
};
