package io.tapline.cli;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A command with a server to ask, which has the given services during each test. */
public final class ServedCommand extends CommandRun
    implements BeforeEachCallback, AfterEachCallback {
  private final List<BindableService> services;
  private @Nullable Server server;
  private int port;

  /**
   * @param command what stands before the arguments of each run, with blanks; may be empty
   */
  public ServedCommand(String command, BindableService... services) {
    super(command.isEmpty() ? new String[0] : command.split(" ", -1));
    this.services = List.of(services);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    services.forEach(builder::addService);
    Server started = builder.build().start();
    server = started;
    port = started.getPort();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stop();
  }

  /** From here on nobody listens. */
  public void stop() {
    Objects.requireNonNull(server, "a test runs").shutdownNow();
  }

  /** Where the server listens while a test runs. */
  public String address() {
    return "localhost:" + port;
  }

  /** Runs the command with the server's address as the last of its arguments. */
  @Override
  public int run(String... arguments) {
    Stream<String> address = Stream.of("--server", address());
    return super.run(Stream.concat(Arrays.stream(arguments), address).toArray(String[]::new));
  }
}
