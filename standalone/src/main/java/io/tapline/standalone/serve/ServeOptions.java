package io.tapline.standalone.serve;

import io.tapline.rpc.tls.TlsFiles;
import io.tapline.standalone.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the person chose on the command line.
 *
 * @param temporary whether the data directory is deleted at the end
 * @param tokens who may call
 * @param tls what encrypts both ports; empty = nothing
 * @param memory of everything, PostgreSQL included
 */
public record ServeOptions(
    Path data,
    boolean temporary,
    ListenAddress http,
    ListenAddress grpc,
    TokenOptions tokens,
    Optional<TlsFiles> tls,
    MemoryBudget memory,
    boolean demo,
    boolean verbose) {
  /** Where the console is, in the words of a browser. */
  String console() {
    return (tls.isPresent() ? "https://" : "http://") + http.text() + "/";
  }

  /** What the client half has to know to ask this server. */
  String server() {
    return tls.isPresent() ? "https://" + grpc.text() : grpc.text();
  }
}
