package io.tapline.standalone.command;

import io.tapline.rpc.listen.PublicAddress;
import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.ServeOptions;
import java.nio.file.Path;
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
          "Address to listen on (default ${DEFAULT-VALUE}); a loopback address, since callers are"
              + " not authenticated yet, unless "
              + PublicAddress.VARIABLE
              + "=true.")
  String bind;

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
    boolean publicAllowed = Boolean.parseBoolean(System.getenv(PublicAddress.VARIABLE));
    return new ServeOptions(
        data,
        temporary,
        new ListenAddress(bind, httpPort, "--http-port", publicAllowed),
        new ListenAddress(bind, grpcPort, "--grpc-port", publicAllowed),
        MemoryBudget.parse(memory),
        demo,
        verbose);
  }
}
