import type { FileComparison } from '@schleuse/proofs/compare-files';
import { Check, CircleHelp, FileQuestion, Minus, X } from 'lucide-react';
import type { ComponentProps } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatBytes } from '../../ui/format.ts';
import { Stack } from '../../ui/stack.tsx';
import { Tag } from '../../ui/tag.tsx';
import { WindowedList } from '../../ui/windowed-list.tsx';
import { FileLine } from '../dropoff/file-line.tsx';
import { verifyWords } from './words.ts';

type State = FileComparison['result'] | 'waiting';

const looks: Record<State, Required<Pick<ComponentProps<typeof Tag>, 'tone' | 'icon'>>> = {
  same: { tone: 'good', icon: Check },
  differs: { tone: 'warning', icon: X },
  missing: { tone: 'neutral', icon: Minus },
  extra: { tone: 'warning', icon: FileQuestion },
  waiting: { tone: 'neutral', icon: CircleHelp },
};

type ComparedFilesProps = { comparisons: readonly FileComparison[]; compared: boolean };

/** Every file of the receipt, and what is at hand besides; what is wrong stands first. */
export function ComparedFiles({ comparisons, compared }: ComparedFilesProps) {
  const t = useWords(verifyWords);
  const language = useLanguage();
  const order = ['differs', 'extra', 'missing', 'same'];
  const sorted = comparisons.toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
  const remark = (each: FileComparison): string | undefined => {
    if (!compared) return undefined;
    if (each.result === 'same') return each.foundAs === each.name ? undefined : t.remarks.foundAs(each.foundAs);
    if (each.result !== 'differs') return t.remarks[each.result];
    const [expected, found] = [each.expected.size, each.found.size].map((size) => formatBytes(size, language));
    return t.remarks.differs(expected ?? '', found ?? '');
  };
  return (
    <section aria-labelledby="compared-files">
      <Stack gap="small">
        <h2 id="compared-files">{t.files}</h2>
        <WindowedList label={t.files} items={sorted} keyOf={(each) => `${each.result === 'extra'} ${each.name}`}>
          {(each) => {
            const state = compared ? each.result : 'waiting';
            const size = each.result === 'extra' ? each.found.size : each.expected.size;
            return (
              <FileLine path={each.name} size={size} remark={remark(each)}>
                <Tag {...looks[state]}>{t.states[state]}</Tag>
              </FileLine>
            );
          }}
        </WindowedList>
      </Stack>
    </section>
  );
}
