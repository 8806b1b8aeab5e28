package io.tapline.standalone.separate;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.postgres.PostgresBinaries;
import io.tapline.standalone.postgres.PostgresServer;
import io.tapline.standalone.postgres.PostgresWatch;
import io.tapline.standalone.serve.OwnerToken;
import io.tapline.standalone.serve.ServeOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Runs the four services as processes until it is told to stop. */
public final class SeparateSite {
  private final ServeOptions options;
  private final Map<Program, Keeper> keepers = new EnumMap<>(Program.class);

  public SeparateSite(ServeOptions options) {
    this.options = options;
  }

  /** Returns the exit code when it could not start or go on; a signal ends the process. */
  public int run() throws InterruptedException {
    Map<Program, Path> jars = jars();
    checkPorts();
    DataDirectory data = DataDirectory.open(options.data());
    PostgresServer postgres =
        PostgresServer.start(
            PostgresBinaries.unpack(PostgresBinaries.defaultCache()), data, options.memory());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, data), "stop-site"));
    CountDownLatch end = new CountDownLatch(1);
    new PostgresWatch(postgres, System.err::println, end::countDown).begin();
    OwnerToken.write(data.ownerToken());
    begin(jars, data, postgres);
    new SiteReadiness(options, keepers).await();
    SiteNotice.print(options, data.root());
    end.await();
    return 1;
  }

  private static Map<Program, Path> jars() {
    Path root = builtIn();
    Map<Program, Path> jars = new EnumMap<>(Program.class);
    for (Program program : Program.values()) {
      jars.put(program, program.jar(root));
    }
    return jars;
  }

  /** This program is in the directory target of its module, beside the modules of the others. */
  private static Path builtIn() {
    try {
      URI location = SeparateSite.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location).resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new StandaloneException(
          Reason.START_FAILED, "It is not known where this program is: " + e.getMessage(), e);
    }
  }

  private void checkPorts() {
    if (Math.abs(options.http().port() - options.grpc().port()) < Program.values().length) {
      throw new StandaloneException(
          Reason.PORT_INVALID,
          "--http-port and --grpc-port are each followed by four ports of services; choose them further apart.");
    }
    for (Program program : Program.values()) {
      program.at(options.http()).check();
      program.at(options.grpc()).check();
    }
  }

  private void begin(Map<Program, Path> jars, DataDirectory data, PostgresServer postgres) {
    ProgramProcess processes = new ProgramProcess(postgres, options.memory());
    ProgramSettings settings = new ProgramSettings(options, data);
    jars.forEach(
        (program, jar) ->
            keepers.put(
                program,
                new Keeper(
                    program.title(),
                    () -> processes.start(program, jar, settings.of(program)),
                    System.err::println)));
    keepers.values().forEach(Keeper::begin);
  }

  /** Those who ask and deliver stop before those whom they ask. */
  private void stop(PostgresServer postgres, DataDirectory data) {
    try {
      stop(Program.CAPTURE, Program.REPORT);
      stop(Program.FLOWLOG, Program.EVENTSTORE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      postgres.close();
      data.close();
    }
  }

  private void stop(Program... programs) throws InterruptedException {
    List<Keeper> begun = Stream.of(programs).map(keepers::get).filter(Objects::nonNull).toList();
    begun.forEach(Keeper::beginStop);
    for (Keeper keeper : begun) {
      keeper.awaitStop();
    }
  }
}
