/** Where a command speaks: results to stdout for the next program, talk to stderr for the person. */
export type Terminal = {
  readonly json: boolean;
  /** A line of the result. */
  readonly out: (line: string) => void;
  /** One JSON object: the whole result of a command under --json, with `as_of` where it may be older than now. */
  readonly outJson: (value: object) => void;
  /** Who knows until when the results are whole, UTC; undefined while nothing is said against their being of now. */
  readonly dateBy: (asOf: () => string | undefined) => void;
  /** Talk; silent under --quiet. */
  readonly say: (line: string) => void;
  /** Errors are said even under --quiet. */
  readonly complain: (line: string) => void;
  /** A line that the next one replaces, where a person is watching. */
  readonly overwrite: (line: string) => void;
  readonly watched: boolean;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
};

export type TerminalOptions = { readonly json?: boolean; readonly color?: boolean; readonly quiet?: boolean };

const paint =
  (on: boolean, code: number) =>
  (text: string): string =>
    on ? `\u001b[${code}m${text}\u001b[0m` : text;

/** NO_COLOR (no-color.org) and --no-color switch colours off; so does a stdout that is not a terminal. */
export const openTerminal = ({ json = false, color = true, quiet = false }: TerminalOptions): Terminal => {
  const colours = color && process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  const watched = process.stderr.isTTY && !json;
  let asOf: () => string | undefined = () => undefined;
  return {
    json,
    watched,
    out: (line) => process.stdout.write(`${line}\n`),
    outJson: (value) => process.stdout.write(`${JSON.stringify({ ...value, as_of: asOf() })}\n`),
    dateBy: (source) => {
      asOf = source;
    },
    say: (line) => {
      if (!quiet) process.stderr.write(`${line}\n`);
    },
    complain: (line) => process.stderr.write(`${line}\n`),
    overwrite: (line) => {
      if (watched && !quiet) process.stderr.write(`\r\u001b[K${line}`);
    },
    good: paint(colours, 32),
    bad: paint(colours, 31),
  };
};
