import '../ui/base.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { watchNetwork } from './connection.ts';
import { createQueryClient } from './query-client.ts';
import { createStaffRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
watchNetwork();
const queryClient = createQueryClient();
const router = createStaffRouter(queryClient);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
