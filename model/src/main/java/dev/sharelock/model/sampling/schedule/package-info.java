/** What an execution was made of, in a form that can be stored and repeated. */
package dev.sharelock.model.sampling.schedule;
