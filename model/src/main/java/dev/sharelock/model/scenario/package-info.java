/** Scenarios: small worlds with processes, faults and what must hold. */
package dev.sharelock.model.scenario;
