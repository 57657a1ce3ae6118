import { say } from '@fenming/language';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { FAULTS_NAMED } from '@fenming/commands';
import { withoutPersonalNumbers } from '@fenming/citizen';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Malformed, pointerTo, unknownField, type ProblemFault } from './problem';
import { listsOf, type ItemList } from './validators';

/** A word of the kind that is chosen from: no name and no number of anybody. */
const isWord = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z_]{1,40}$/.test(value);

/**
 * The values of a request never reach an answer, but a word that was none of the choices: messages name the field and the rule only, and a
 * number in place of a name is starred.
 */
const faultsOf = (errors: readonly ValidationError[], path = ''): ProblemFault[] =>
  errors.flatMap(({ property, constraints, children, value }) => {
    const pointer = `${path}${pointerTo(property)}`;
    const own = distinct(constraints).map(([code, message]) => ({
      ...faultOf(pointer, code, message),
      ...(code === 'choice' && isWord(value) ? { value } : {}),
    }));
    return [...own, ...faultsOf(children ?? [], pointer)];
  });

/** Two rules of one field may say the same. */
const distinct = (constraints: ValidationError['constraints'] = {}): readonly (readonly [code: string, message: string])[] =>
  Object.entries(constraints).filter(([, message], i, all) => all.findIndex(([, other]) => other === message) === i);

/** The rules of the library itself, whose sentences are English alone. */
const OF_THE_LIBRARY: readonly string[] = ['nestedValidation', 'unknownValue'];
/** The library's own sentences all say that something else came than an object. */
const faultOf = (pointer: string, code: string, message: string): ProblemFault => {
  if (code === 'whitelistValidation') return unknownField(pointer);
  if (OF_THE_LIBRARY.includes(code)) return { pointer, code, message: say('应为一个对象。', 'It should be an object.') };
  return { pointer, code, message: withoutPersonalNumbers(message) };
};

const KNOWN_ONLY = { whitelist: true, forbidNonWhitelisted: true } as const;
/** So many items of a list are looked at before others get their turn: one with eight unknown fields takes as long as seven that are right. */
const AT_A_TIME = 10;

const countOf = (errors: readonly ValidationError[]): number =>
  errors.reduce((sum, { constraints, children }) => sum + distinct(constraints).length + countOf(children ?? []), 0);

/** What is wrong with a body: the faults that an answer names, and how many there are. */
class Wrong {
  readonly faults: ProblemFault[] = [];
  total = 0;

  add(errors: readonly ValidationError[], path: string): void {
    this.total += countOf(errors);
    if (this.faults.length < FAULTS_NAMED) this.faults.push(...faultsOf(errors, path));
  }

  addAll({ faults, total }: Malformed): void {
    this.total += total;
    this.faults.push(...faults);
  }
}

const looked = async (given: readonly object[], { name, kind }: ItemList, wrong: Wrong): Promise<readonly object[]> => {
  const items: object[] = [];
  for (const [i, one] of given.entries()) {
    if (i % AT_A_TIME === 0) await nextTurn();
    const item = plainToInstance(kind, one);
    wrong.add(validateSync(item, KNOWN_ONLY), `${pointerTo(name)}/${i}`);
    items.push(item);
  }
  return items;
};

/** What a request must look like, by the class that its door declares. Whoever sends a long list keeps nobody else waiting. Throws Malformed. */
export class Validation extends ValidationPipe {
  constructor() {
    super({ ...KNOWN_ONLY, transform: true, exceptionFactory: (errors) => new Malformed(faultsOf(errors)) });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const lists = listsOf(metadata.metatype).filter(({ name }) => typeof value === 'object' && value !== null && name in value);
    if (lists.length === 0) return super.transform(value, metadata);
    const given = value as Readonly<Record<string, unknown>>;
    const wrong = new Wrong();
    const around = Object.fromEntries(
      lists.map(({ name, min, isList }) => {
        const items = given[name];
        return [name, isList(items) ? items.slice(0, min) : null];
      }),
    );
    const body = await this.around({ ...given, ...around }, metadata, wrong);
    for (const list of lists) {
      const items = given[list.name];
      if (list.isList(items)) Object.assign(body, { [list.name]: await looked(items, list, wrong) });
    }
    if (wrong.total > 0) throw new Malformed(wrong.faults, wrong.total);
    return body;
  }

  /** The body without the items of its lists; what is wrong with it is told together with what is wrong with them. */
  private async around(value: object, metadata: ArgumentMetadata, wrong: Wrong): Promise<object> {
    try {
      return (await super.transform(value, metadata)) as object;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      wrong.addAll(error);
      return {};
    }
  }
}
