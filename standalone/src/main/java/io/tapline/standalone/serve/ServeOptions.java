package io.tapline.standalone.serve;

import java.nio.file.Path;

/**
 * What the person chose on the command line.
 *
 * @param temporary whether the data directory is deleted at the end
 */
public record ServeOptions(
    Path data,
    boolean temporary,
    ListenAddress http,
    ListenAddress grpc,
    boolean demo,
    boolean verbose) {}
