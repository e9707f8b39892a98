import { useMutation } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useEffect, useRef } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { importCustomers } from './customers.queries.ts';
import { importProblems, unreadableProblems } from './import-problems.words.ts';
import { importWords } from './import.words.ts';
import { ImportPreview } from './import-preview.tsx';
import styles from './customers.module.css';
import { StatusArea } from '../../ui/status-area.tsx';

/** Choose a file, look at what would change, confirm. */
export function ImportPanel({ onChanged, onClose }: { onChanged: () => void; onClose: () => void }) {
  const t = useWords(importWords);
  const problems = useWords(importProblems);
  const picker = useRef<HTMLInputElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const previewing = useMutation({
    mutationFn: (file: File) => importCustomers({ csv: file, preview: true }),
  });
  const importing = useMutation({
    mutationFn: (file: File) => importCustomers({ csv: file, preview: false }),
    onSuccess: onChanged,
  });
  const result = previewing.data;
  const changes = result ? result.new + result.changed : 0;
  return (
    <section className={styles['panel']} aria-labelledby="import-title">
      <h2 id="import-title" tabIndex={-1} ref={title}>
        {t.title}
      </h2>
      <p>
        {t.format} {t.nothingDeleted}
      </p>
      <input
        ref={picker}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        aria-label={t.choose}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          importing.reset();
          if (file) previewing.mutate(file);
        }}
      />
      {previewing.variables && (
        <p>
          {t.chosen}: <strong>{previewing.variables.name}</strong>
        </p>
      )}
      <StatusArea>{previewing.isPending && t.reading}</StatusArea>
      <ProblemNotice error={previewing.error} own={unreadableProblems(previewing.error, problems)} title={t.failed} />
      {result && !importing.isSuccess && <ImportPreview result={result} />}
      <ProblemNotice
        error={importing.error}
        own={unreadableProblems(importing.error, problems)}
        title={t.importFailed}
      />
      <StatusArea>
        {importing.isSuccess && <Notice kind="good">{t.done(importing.data.new, importing.data.changed)}</Notice>}
        {result && changes === 0 && !importing.isSuccess && <Notice>{t.nothingToDo}</Notice>}
      </StatusArea>
      <Stack row>
        {result && changes > 0 && !importing.isSuccess && (
          <Button look="primary" busy={importing.isPending} onClick={() => importing.mutate(previewing.variables)}>
            {t.confirm(changes)}
          </Button>
        )}
        <Button
          look={result ? 'secondary' : 'primary'}
          icon={FileUp}
          busy={previewing.isPending}
          onClick={() => picker.current?.click()}
        >
          {result ? t.chooseOther : t.choose}
        </Button>
        <Button onClick={onClose}>{importing.isSuccess ? t.close : t.cancel}</Button>
      </Stack>
    </section>
  );
}
