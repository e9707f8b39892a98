/** Why a pattern is not taken; `position` counts characters from 0. */
export class PatternError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Where in the text a match may stand now, as a set of positions. */
type Positions = ReadonlySet<number>;
type Matcher = (text: readonly string[], from: Positions) => Positions;

const longestPattern = 200;
const longestText = 64;
const mostRepetitions = 64;
const deepestGroups = 3;

/**
 * Compiles a pattern somebody gave us, to be matched against what strangers type, always as a whole. It takes the part
 * of JavaScript's regular expressions that can be matched without backtracking, so no pattern and no text make it slow:
 * characters, `.`, `[…]`, `\d \w \s`, groups, `|`, `? * + {n} {n,} {n,m}`, and `^`, `$` at its ends.
 * @param pattern at most 200 characters, groups at most 3 deep
 * @returns a function that refuses texts over 64 characters
 * @throws PatternError
 */
export function compileSafePattern(pattern: string): (text: string) => boolean {
  if (pattern.length > longestPattern) throw new PatternError('the pattern is too long', longestPattern);
  const end = pattern.endsWith('$') && !pattern.endsWith('\\$') ? pattern.length - 1 : pattern.length;
  const parser = new PatternParser(pattern.slice(0, end), pattern.startsWith('^') ? 1 : 0);
  const match = parser.parseWhole();
  return (text) => {
    const characters = [...text];
    return characters.length <= longestText && match(characters, new Set([0])).has(characters.length);
  };
}

class PatternParser {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  parseWhole(): Matcher {
    const whole = this.#parseChoice(0);
    if (this.#at < this.#text.length) throw this.#error('a bracket too many');
    return whole;
  }

  #parseChoice(depth: number): Matcher {
    const choices = [this.#parseSequence(depth)];
    while (this.#take('|')) choices.push(this.#parseSequence(depth));
    const [only] = choices;
    if (choices.length === 1 && only) return only;
    return (text, from) => new Set(choices.flatMap((choice) => [...choice(text, from)]));
  }

  #parseSequence(depth: number): Matcher {
    const parts: Matcher[] = [];
    while (this.#at < this.#text.length && !'|)'.includes(this.#next())) parts.push(this.#parseRepeated(depth));
    return (text, from) => parts.reduce((positions, part) => part(text, positions), from);
  }

  #parseRepeated(depth: number): Matcher {
    const part = this.#parseAtom(depth);
    const bounds = this.#takeBounds();
    if (bounds && this.#takeBounds()) throw this.#error('a repetition of a repetition');
    return bounds ? repeat(part, bounds) : part;
  }

  #parseAtom(depth: number): Matcher {
    if (this.#take('(')) {
      if (depth >= deepestGroups) throw this.#error('groups too deep');
      if (this.#take('?') && !this.#take(':')) throw this.#error('only plain groups are known');
      const inner = this.#parseChoice(depth + 1);
      if (!this.#take(')')) throw this.#error('a bracket is not closed');
      return inner;
    }
    if (this.#take('[')) return one(this.#parseClass());
    if (this.#take('.')) return one(() => true);
    if (this.#take('\\')) return one(this.#parseEscape());
    const character = this.#next();
    if ('^$*+?{}]'.includes(character)) throw this.#error(`"${character}" cannot stand here`);
    this.#at += character.length;
    return one((c) => c === character);
  }

  #parseClass(): (character: string) => boolean {
    const negated = this.#take('^');
    const tests: ((character: string) => boolean)[] = [];
    while (!this.#take(']')) {
      if (this.#at >= this.#text.length) throw this.#error('"[" is not closed');
      if (this.#take('\\')) {
        tests.push(this.#parseEscape());
        continue;
      }
      const first = this.#takeCharacter();
      const isRange = this.#next() === '-' && !['', ']', '\\'].includes(this.#text.charAt(this.#at + 1));
      if (isRange) this.#at++;
      const last = isRange ? this.#takeCharacter() : first;
      if (last < first) throw this.#error('a range that runs backwards');
      tests.push((c) => c >= first && c <= last);
    }
    return (character) => tests.some((test) => test(character)) !== negated;
  }

  #parseEscape(): (character: string) => boolean {
    const escaped = this.#takeCharacter();
    const known = { d: /^\d$/, w: /^\w$/, s: /^\s$/ }[escaped];
    if (known) return (character) => known.test(character);
    if (/^[A-Za-z0-9]?$/.test(escaped)) throw this.#error(`"\\${escaped}" is not known`);
    return (character) => character === escaped;
  }

  #takeBounds(): { min: number; max: number } | undefined {
    if (this.#take('?')) return { min: 0, max: 1 };
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    const given = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#text.slice(this.#at));
    if (!given) return undefined;
    const min = Number(given[1]);
    const max = given[3] !== undefined ? Number(given[3]) : given[2] ? Infinity : min;
    const largest = max === Infinity ? min : max;
    if (max < min || largest > mostRepetitions) throw this.#error('a repetition out of bounds');
    this.#at += given[0].length;
    return { min, max };
  }

  #next(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #takeCharacter(): string {
    const character = this.#next();
    if (character === '') throw this.#error('the pattern ends too early');
    this.#at += character.length;
    return character;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #error(message: string): PatternError {
    return new PatternError(message, this.#at);
  }
}

function one(test: (character: string) => boolean): Matcher {
  return (text, from) => {
    const next = new Set<number>();
    for (const position of from) {
      const character = text[position];
      if (character !== undefined && test(character)) next.add(position + 1);
    }
    return next;
  };
}

/**
 * Repeats until nothing new is reached. That is soon: a part that can be empty only ever adds positions, any other
 * moves on by at least one, and there are no more positions than characters.
 */
function repeat(part: Matcher, { min, max }: { min: number; max: number }): Matcher {
  return (text, from) => {
    let positions = from;
    for (let n = 0; n < min && positions.size > 0; n++) {
      const next = part(text, positions);
      if (isSame(next, positions)) break;
      positions = next;
    }
    const reached = new Set(positions);
    for (let n = min; n < max && positions.size > 0; n++) {
      positions = new Set([...part(text, positions)].filter((position) => !reached.has(position)));
      for (const position of positions) reached.add(position);
    }
    return reached;
  };
}

function isSame(a: Positions, b: Positions): boolean {
  return a.size === b.size && [...a].every((position) => b.has(position));
}
