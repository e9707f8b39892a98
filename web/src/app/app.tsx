import '../ui/base.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { PageFrame } from '../ui/page-frame.tsx';
import { PageHeading } from '../ui/page-heading.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <PageFrame brand="Schleuse">
      <PageHeading>Schleuse</PageHeading>
    </PageFrame>
  </StrictMode>,
);
