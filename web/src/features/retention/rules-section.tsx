import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import { describeRule } from './describe-rule.ts';
import { rulesQuery } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';
import styles from './retention.module.css';

/** The rules in words. What of them can be changed stands in the settings. */
export function RulesSection({ isOwner }: { isOwner: boolean }) {
  const t = useWords(retentionWords);
  const { data, error } = useQuery(rulesQuery);
  return (
    <Section title={t.rulesTitle} intro={data && t.rulesIntro(data.timeZone)} width="full">
      <Stack>
        <ProblemNotice error={error} title={t.failed} />
        {data && (
          <Table caption={t.rulesTitle} stacked>
            <thead>
              <tr>
                <th scope="col">{t.rule}</th>
                <th scope="col">{t.period}</th>
                <th scope="col">{t.from}</th>
                <th scope="col">{t.legalBasis}</th>
              </tr>
            </thead>
            <tbody>
              {data.rules.map((rule) => {
                const { what, period, from } = describeRule(rule, t);
                return (
                  <tr key={rule.name}>
                    <th scope="row">{what}</th>
                    <td data-label={t.period}>{period}</td>
                    <td data-label={t.from}>{from}</td>
                    <td data-label={t.legalBasis}>
                      <span className={styles['law']}>{rule.legalBasis}</span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </Table>
        )}
        <p>
          {t.closedAtOnce} {isOwner && <Link to="/einstellungen">{t.changeRules}</Link>}
        </p>
      </Stack>
    </Section>
  );
}
