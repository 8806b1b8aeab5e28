package io.tapline.standalone.serve;

import io.tapline.standalone.memory.MemoryBudget;
import java.nio.file.Path;

/**
 * What the person chose on the command line.
 *
 * @param temporary whether the data directory is deleted at the end
 * @param tokens who may call
 * @param memory of everything, PostgreSQL included
 */
public record ServeOptions(
    Path data,
    boolean temporary,
    ListenAddress http,
    ListenAddress grpc,
    TokenOptions tokens,
    MemoryBudget memory,
    boolean demo,
    boolean verbose) {}
