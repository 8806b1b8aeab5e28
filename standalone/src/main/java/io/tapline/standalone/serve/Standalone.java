package io.tapline.standalone.serve;

import io.quarkus.runtime.Quarkus;
import io.tapline.rpc.listen.PublicAddress;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.postgres.PostgresBinaries;
import io.tapline.standalone.postgres.PostgresServer;
import io.tapline.standalone.postgres.PostgresWatch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs everything in this process until it is told to stop.
 *
 * <p>A signal begins the JVM's shutdown; Quarkus stops in its own shutdown hook, and the hook here
 * waits for that before it stops PostgreSQL. The normal way out ends in the same hook.
 */
public final class Standalone {
  private static final long QUARKUS_STOP_LIMIT_SECONDS = 30;

  private final ServeOptions options;
  private final CountDownLatch quarkusStopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  public Standalone(ServeOptions options) {
    this.options = options;
  }

  /** Returns the exit code after everything has stopped, or throws when it could not start. */
  public int run() {
    options.http().check();
    options.grpc().check();
    options.grpc().checkApartFrom(options.http());
    OwnTls.check(options);
    PublicAddress.warning(options.tls().isPresent(), options.http().host(), options.grpc().host())
        .ifPresent(System.err::println);
    DataDirectory data = DataDirectory.open(options.data());
    EngineLibrary.loadInBackground();
    PostgresServer postgres =
        PostgresServer.start(
            PostgresBinaries.unpack(PostgresBinaries.defaultCache()), data, options.memory());
    Thread hook = new Thread(() -> stopAfterQuarkus(postgres, data), "stop-postgres");
    Runtime.getRuntime().addShutdownHook(hook);
    new PostgresWatch(postgres, System.err::println, () -> Quarkus.asyncExit(1)).begin();
    OwnerToken.write(data.ownerToken());
    ServiceSettings.apply(options, data, postgres);
    ReadyNotice.announce(options, data.root());
    Quarkus.run(TaplineApplication.class, this::stopped);
    return StartFailure.report(failure.get(), options);
  }

  private void stopped(Integer exitCode, @Nullable Throwable cause) {
    failure.set(cause);
    quarkusStopped.countDown();
  }

  private void stopAfterQuarkus(PostgresServer postgres, DataDirectory data) {
    try {
      if (!quarkusStopped.await(QUARKUS_STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "The services did not stop in time; PostgreSQL is stopped all the same.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      postgres.close();
      data.close();
      if (options.temporary()) {
        data.delete();
      }
    }
  }
}
