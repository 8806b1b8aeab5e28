package io.tapline.standalone.serve;

import io.tapline.rpc.tls.TlsFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is said once everything answers. Quarkus makes the application object itself, so the facts
 * are left here for it before it starts.
 */
final class ReadyNotice {
  private record Facts(ServeOptions options, Path data, long startNanos) {}

  private static final AtomicReference<@Nullable Facts> FACTS = new AtomicReference<>();

  private ReadyNotice() {}

  static void announce(ServeOptions options, Path data) {
    FACTS.set(new Facts(options, data, System.nanoTime()));
  }

  static @Nullable ServeOptions options() {
    Facts facts = FACTS.get();
    return facts == null ? null : facts.options();
  }

  static void print(String capturing) {
    Facts facts = FACTS.get();
    if (facts == null) {
      return;
    }
    ServeOptions options = facts.options();
    System.out.printf(
        """
        Tapline is ready.
          console    %s
          gRPC       %s (reflection and health are on)
          TLS        %s
          tokens     %s
          data       %s
          memory     %s
          capturing  %s
        """,
        options.console(),
        options.grpc().text(),
        tls(options),
        tokens(options.tokens(), facts.data()),
        facts.data(),
        options.memory().text(),
        capturing);
    if (!options.demo()) {
      System.out.printf(
          """
          Next, in another terminal:
            ./tapline import FILE.pcap%1$s
            ./tapline search%1$s
            ./tapline capture add IFACE%1$s
          Ctrl-C stops it.
          """,
          serverOption(options));
    }
  }

  private static String tls(ServeOptions options) {
    return options
        .tls()
        .map(files -> "with " + files.certificate() + clients(files))
        .orElse("off: nothing is encrypted");
  }

  private static String clients(TlsFiles files) {
    return files.clientCa() == null ? "" : "; gRPC wants a certificate of " + files.clientCa();
  }

  private static String tokens(TokenOptions tokens, Path data) {
    return tokens.areRequired()
        ? "needed; the owner's for this run is in " + data.resolve("run").resolve("owner.token")
        : "not needed: whoever can connect may do everything";
  }

  /** What the client half needs to be told when the port is not its default, or speaks TLS. */
  static String serverOption(ServeOptions options) {
    return options.grpc().port() == 9000 && options.tls().isEmpty()
        ? ""
        : " --server " + options.server();
  }
}
