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
  // Characters that are no query on their own beside others.
  const PARTICLES = new Set("一不与个么也于从以会但其几到前去又及后和在地对将就很或把无时最有来每没用种给能被要让还这那都里上下中为掉");
  const CLAUSE_END = /[,，:：;；?？!！。、（）()—]+/u; // a heading may say two things
  const EXAMPLE = /^plot_/; // how sphinx-gallery wants the name of an example to begin
  const STOP_WORD = 0.2; // tells something in headings only: "What a process is"
  const IN_BODY = 0.4; // of what a word in a heading counts
  const PART_OF_NAME = 0.3; // of what the whole name counts
  const LONE = 0.5; // a character of a longer word that no page has: 粘 of 粘包
  const UNFINISHED = 0.5; // `multiproc` where pages have `multiprocessing`
  const MISSPELT = 0.5; // `deamon` where pages have `daemon`
  const SHORTEST_MISSPELT = 5; // letters; shorter words are too close to one another
  const SHORTEST_HALF = 3; // letters of a word that is written together with another
  const SECTION = 0.7; // of what the title of the page counts
  const COMPLETE = 2; // how much more it counts that the query is met than that the heading is
  const RICHNESS = 2; // how much sooner a page comes that tells more: chapters before lists
  const FIRST = 0.05; // enough to go before its page
  const TEACHING = 1.5; // how much sooner a page comes that teaches, see html_search_options
  const ENTRY = 0.8; // of the glossary, of that name: behind pages that are about it
  const AGREEING = 3; // of how many pages, the best, the common words are asked for ...
  const NEARLY = 0.6; // ... as far as they answer nearly as well as the best

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
    const words = new Array(count).fill(1);
    for (const found of Object.values(index.terms)) {
      for (const page of [found].flat()) words[page] += 1;
    }
    const most = Math.log(1 + Math.max(...words));
    const teaches = (name) => concurdocsTeaching.some((start) => name.startsWith(start));
    known.richness = words.map(
      (number, page) =>
        (Math.log(1 + number) / most) ** RICHNESS * (teaches(index.docnames[page]) ? TEACHING : 1),
    );
    for (const [title, places] of Object.entries(index.alltitles)) {
      const clauses = new Set([title, ...title.split(CLAUSE_END)]);
      const meanings = [...clauses]
        .map((clause) => new Set(concurdocsWords.runs(clause).flatMap(titleKeys)))
        .filter((keys) => keys.size);
      for (const [page] of places) {
        known.titles.push({ page, meanings, isMain: index.titles[page] === title });
      }
    }
    // `pool-workers` in an address is a heading, too, and English in every language.
    index.docnames.forEach((name, page) => {
      const heading = name.replace(/^.*\//, "").replace(EXAMPLE, "").replaceAll("_", " ");
      const meaning = new Set(concurdocsWords.runs(heading).flatMap(titleKeys));
      known.titles.push({ page, meanings: [meaning], isMain: false });
    });
    return known;
  };

  const titleKeys = (run) => {
    if (!concurdocsWords.isHan(run)) {
      const word = run.toLowerCase();
      return [stopwords.has(word) ? word : keyOf(word)];
    }
    return [...run].length === 1 ? [run] : concurdocsWords.pairs(run);
  };

  const countPages = (key) => {
    const { terms, titleterms } = known.index;
    return new Set([...pagesOf(terms, key), ...pagesOf(titleterms, key)]).size;
  };

  /** How much a word tells: the more, the fewer pages have it. */
  const weigh = (key) => {
    if (stopwords.has(key)) return STOP_WORD;
    if (!known.weights.has(key)) {
      const count = countPages(key);
      known.weights.set(key, count ? Math.log(1 + known.index.docnames.length / count) : 0);
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
    if (stopwords.has(whole)) return [clue(whole, [whole], 1)];
    if (/^\d+$/.test(whole)) return [];
    const key = keyOf(whole);
    const parts = concurdocsWords.parts(run).filter((part) => !stopwords.has(part));
    if (weigh(key)) {
      const ofWhole = (part) => ({ ...clue(part, [keyOf(part)], PART_OF_NAME), whole });
      return [clue(whole, [key], 1), ...parts.map(ofWhole)];
    }
    if (parts.length) return parts.map((part) => clue(part, [keyOf(part)], 1));
    // As Sphinx does: a word that is not in the index may be within one that is.
    if (whole.length < 3) return [];
    const { terms, titleterms } = known.index;
    const longer = Object.keys({ ...terms, ...titleterms }).filter((term) => term.includes(key));
    if (longer.length) return [clue(whole, longer, UNFINISHED)];
    const both = halves(whole);
    if (both.length) return both.map((half) => clue(half, [keyOf(half)], 1));
    const meant = nearest(key);
    return meant ? [clue(meant, [meant], MISSPELT)] : [];
  };

  /** The two words of the index that a word is made of: `nonblocking`; none if it is not. */
  const halves = (word) => {
    for (let end = SHORTEST_HALF; end <= word.length - SHORTEST_HALF; end++) {
      const both = [word.slice(0, end), word.slice(end)];
      if (both.every((half) => !stopwords.has(half) && weigh(keyOf(half)))) return both;
    }
    return [];
  };

  /** The word of the index that was meant: of those that are close, the one on most pages. */
  const nearest = (key) => {
    if (key.length < SHORTEST_MISSPELT) return undefined;
    const { terms, titleterms } = known.index;
    // Sphinx stems what it is asked for, so what is no stem of its own would not be found.
    return Object.keys({ ...terms, ...titleterms })
      .filter((term) => isOneOff(term, key) && keyOf(term) === term)
      .sort((left, right) => weigh(left) - weigh(right))[0];
  };

  /** Whether a letter is missing, too many, wrong, or changed over with the next one. */
  const isOneOff = (left, right) => {
    if (Math.abs(left.length - right.length) > 1 || left[0] !== right[0]) return false;
    let same = 0;
    while (same < left.length && left[same] === right[same]) same += 1;
    const [ofLeft, ofRight] = [left.slice(same), right.slice(same)];
    const [first = "", second = "", ...others] = ofLeft;
    return (
      ofLeft.slice(1) === ofRight ||
      ofLeft === ofRight.slice(1) ||
      ofLeft.slice(1) === ofRight.slice(1) ||
      [second, first, ...others].join("") === ofRight
    );
  };

  /**
   * How likely a pair is a word, not the end of one and the beginning of the next: of the
   * pages that have its rarer character, how many have the pair?
   */
  const cohesion = (pair) => countPages(pair) / Math.min(...[...pair].map(countPages));

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
          return [{ ...clue(pair, [pair], cohesion(pair)), piece, start }];
        });
        characters.forEach((character, start) => {
          if (covered.has(start) || !weigh(character)) return;
          if (run.length > 1 && PARTICLES.has(character)) return;
          clues.push(clue(character, [character], characters.length > 1 ? LONE : 1));
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

  /** How well a heading fits: much of the query in it, and not much else. */
  const fit = (clues, all, keys) => {
    const isMet = ({ keys: wanted }) => wanted.some((key) => keys.has(key));
    const met = sum(clues.filter(isMet).map(({ weight }) => weight));
    if (!met) return 0;
    const ofQuery = met / all;
    const ofHeading = met / Math.max(met, sum([...keys].map(weigh)));
    return ((1 + COMPLETE) * ofQuery * ofHeading) / (COMPLETE * ofHeading + ofQuery);
  };

  /** How well each page answers: by its words, and by the heading that fits best. */
  const rank = (clues) => {
    const all = sum(clues.map(({ weight }) => weight));
    const telling = clues.filter(({ word }) => !stopwords.has(word));
    const allTelling = sum(telling.map(({ weight }) => weight));
    const fits = known.richness.map(() => 0);
    for (const { page, meanings, isMain } of known.titles) {
      const best = Math.max(0, ...meanings.map((keys) => fit(clues, all, keys)));
      fits[page] = Math.max(fits[page], best * (isMain ? 1 : SECTION));
    }
    return known.richness.map((richness, page) => {
      const met = telling.map(({ weight, inTitles, inTexts }) =>
        inTitles.has(page) ? weight : inTexts.has(page) ? weight * IN_BODY : 0,
      );
      const words = sum(met) / allTelling;
      return words && (words + fits[page]) * richness;
    });
  };

  /**
   * Names without their parts, and pairs of characters that don't overlap, likely words
   * first: those that many pages have.
   */
  const withoutOverlaps = (clues) => {
    const words = new Set(clues.map(({ word }) => word));
    const taken = new Set();
    return [...clues]
      .sort((left, right) => left.weight - right.weight)
      .filter(({ piece, start, whole }) => {
        if (piece === undefined) return !words.has(whole);
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
    const all = cluesOf(query);
    const clues = all.filter(({ word }) => !stopwords.has(word));
    if (!clues.length) return concurdocsWords.words(query);
    const ranks = rank(all);
    known.last = ranks;
    const best = [...ranks.keys()].sort((left, right) => ranks[right] - ranks[left]);
    const good = best.slice(0, AGREEING).filter((page) => ranks[page] >= NEARLY * ranks[best[0]]);
    for (let agreeing = good.length; agreeing > 0; agreeing--) {
      const has = ({ inTitles, inTexts }) =>
        good.slice(0, agreeing).every((page) => inTitles.has(page) || inTexts.has(page));
      const common = withoutOverlaps(clues.filter(has));
      if (common.length) return common.map(({ word }) => word);
    }
    return clues.map(({ word }) => word);
  };

  /**
   * Order by how well the page answers. A section that is called like the query goes before
   * its page, one that only has it in its name behind.
   */
  const score = ([name, , anchor, , given, , kind]) => {
    const rank = known?.last?.[known.numbers.get(name)] ?? 0;
    // Sphinx gives 15 for a title and 100 for an entry of the index that is the query.
    if (kind === "title" && anchor) return given >= 15 ? rank + FIRST : (rank * given) / 15;
    if (kind === "index") return given >= 100 ? Math.max(rank, ENTRY) : (rank * given) / 200;
    return kind === "object" ? rank + given / 100 : rank;
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
