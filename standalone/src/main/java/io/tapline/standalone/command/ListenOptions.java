package io.tapline.standalone.command;

import io.tapline.rpc.listen.PublicAddress;
import io.tapline.rpc.tls.TlsFiles;
import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.ServeOptions;
import io.tapline.standalone.serve.TokenOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that {@code up} and {@code demo} share. */
final class ListenOptions {
  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the console, REST and health (default ${DEFAULT-VALUE}).")
  int httpPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      defaultValue = "9000",
      description = "Port of gRPC (default ${DEFAULT-VALUE}).")
  int grpcPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (default ${DEFAULT-VALUE}); one that other machines reach needs tokens"
              + " (tapline token create), or "
              + PublicAddress.VARIABLE
              + "=true.")
  String bind;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "Tokens that are accepted (default: tokens in the data directory).")
  @Nullable Path tokens;

  @Option(
      names = "--require-token",
      description = "Answer nobody without a token, also as long as there are no tokens.")
  boolean requireToken;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      defaultValue = "${env:TAPLINE_TLS_SERVER_CERT}",
      description =
          "Certificate (PEM) of both ports, which then speak TLS alone (`tapline certs` makes one;"
              + " default: TAPLINE_TLS_SERVER_CERT).")
  @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      defaultValue = "${env:TAPLINE_TLS_SERVER_KEY}",
      description =
          "Private key of it, PKCS #8 in PEM (default: TAPLINE_TLS_SERVER_KEY). Both are read again"
              + " every minute.")
  @Nullable Path tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      defaultValue = "${env:TAPLINE_TLS_CLIENT_CA}",
      description =
          "CAs (PEM) of callers: over gRPC, whoever has no certificate of theirs is turned away"
              + " (default: TAPLINE_TLS_CLIENT_CA).")
  @Nullable Path tlsClientCa;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "${env:TAPLINE_MEMORY:-" + MemoryBudget.DEFAULT + "}",
      description =
          "Memory of everything, PostgreSQL included, such as 512m or 2g (default: TAPLINE_MEMORY,"
              + " else "
              + MemoryBudget.DEFAULT
              + ").")
  String memory;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log what the services do, not only what goes wrong.")
  boolean verbose;

  ServeOptions with(Path data, boolean temporary, boolean demo) {
    TokenOptions accepted = accepted(data);
    boolean publicAllowed =
        accepted.areRequired() || Boolean.parseBoolean(System.getenv(PublicAddress.VARIABLE));
    return new ServeOptions(
        data,
        temporary,
        new ListenAddress(bind, httpPort, "--http-port", publicAllowed),
        new ListenAddress(bind, grpcPort, "--grpc-port", publicAllowed),
        accepted,
        tls(),
        MemoryBudget.parse(memory),
        demo,
        verbose);
  }

  private Optional<TlsFiles> tls() {
    try {
      return TlsFiles.of(tlsCertificate, tlsKey, tlsClientCa);
    } catch (IllegalArgumentException e) {
      throw new StandaloneException(Reason.TLS_UNUSABLE, String.valueOf(e.getMessage()));
    }
  }

  /** A file that is named has to be there. */
  private TokenOptions accepted(Path data) {
    return tokens == null
        ? new TokenOptions(DataDirectory.tokens(data), !requireToken)
        : new TokenOptions(tokens, false);
  }
}
