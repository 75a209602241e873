/** Whether each ordered access of an algorithm is needed: what fails when one of them is weaker. */
package dev.sharelock.model.necessity;
