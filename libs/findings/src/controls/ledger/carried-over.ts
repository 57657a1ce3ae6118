import { say } from '@fenming/language';
import type { Payloads } from '../../log-event';
import { Tally, type Formula } from '../finding';
import { LAYER_TITLES, layersOf } from '../register/fundings';
import { yuanText } from '../yuan-text';

/** The Budget Law (art. 42) takes back what was not used for two years: money of 2023 may be carried into 2025, not further. */
const MOST_YEARS = 2;

/** I-07: what a year carried out, by budget, is what the next one carried in; and it is not carried for more than two years. */
export function carriedOver(): Formula {
  const tally = new Tally('I-07');
  const open = new Map<string, bigint[]>();
  const add = (name: string, funding: Payloads['AppropriationCarriedOut']['funding'], sign: bigint): void => {
    const sums = open.get(name) ?? [0n, 0n, 0n, 0n];
    open.set(name, sums);
    layersOf(funding).forEach((amount, layer) => {
      sums[layer] = (sums[layer] ?? 0n) + sign * amount;
    });
  };
  return {
    code: 'I-07',
    tally,
    on: {
      AppropriationCarriedOut: ({ programme, area, year, toYear, funding }) => {
        add(
          say(`${programme}（${area}）${year} 年转 ${toYear} 年`, `${programme} (${area}) from ${year} to ${toYear}`),
          funding,
          1n,
        );
        tally.check(
          toYear === year + 1
            ? undefined
            : say(
                `${programme}（${area}）${year} 年的结转转到了 ${toYear} 年。`,
                `${programme} (${area}): what was carried forward of ${year} went to ${toYear}.`,
              ),
        );
      },
      AppropriationCarriedIn: ({ programme, area, year, fromYear, funding, since }) => {
        add(
          say(`${programme}（${area}）${fromYear} 年转 ${year} 年`, `${programme} (${area}) from ${fromYear} to ${year}`),
          funding,
          -1n,
        );
        const sentence = (): string =>
          say(
            `${programme}（${area}）${since} 年的资金结转到了 ${year} 年，超过两年。`,
            `${programme} (${area}): money of ${since} was carried to ${year}, over more than two years.`,
          );
        tally.check(year - since > MOST_YEARS ? sentence() : undefined);
      },
    },
    verdict: () => {
      const asked = tally.copy();
      for (const [name, sums] of open)
        sums.forEach((difference, layer) => {
          if (difference !== 0n)
            asked.find(
              say(
                `${name}：${LAYER_TITLES[layer]}转出比转入多 ${yuanText(difference)} 元。`,
                `${name}: ${LAYER_TITLES[layer]} carried ${yuanText(difference)} yuan more out than in.`,
              ),
            );
        });
      return asked.verdict(say('没有结转', 'nothing was carried forward'));
    },
  };
}
