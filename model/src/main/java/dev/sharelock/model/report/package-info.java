/** How a failing execution is shown: as text, as a page, as data. */
package dev.sharelock.model.report;
