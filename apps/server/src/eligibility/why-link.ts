import { html, type Html } from '../pages/html';

/** A case number that leads to the answer "why this amount?". */
export const whyLink = (caseNumber: string, year: number | string): Html =>
  html`<a href="/why?${new URLSearchParams({ case_number: caseNumber, year: String(year) }).toString()}">${caseNumber}</a>`;
