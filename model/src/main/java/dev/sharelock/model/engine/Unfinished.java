package dev.sharelock.model.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An exploration that ended before everything was looked at.
 *
 * @param done how much of the work was done, from 0 to 1
 * @param checkpoint the file from which it can go on, if one was written
 */
public record Unfinished(double done, Optional<Path> checkpoint) {}
