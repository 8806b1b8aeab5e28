package io.tapline.report.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.report.FakeUpstream;
import io.tapline.report.v1.CreateScheduleRequest;
import io.tapline.report.v1.FetchRunDocumentRequest;
import io.tapline.report.v1.GetScheduleRunRequest;
import io.tapline.report.v1.RunScheduleRequest;
import io.tapline.report.v1.RunState;
import io.tapline.report.v1.Schedule;
import io.tapline.report.v1.ScheduleRun;
import io.tapline.report.v1.ScheduleServiceGrpc;
import io.tapline.report.v1.ScheduleServiceGrpc.ScheduleServiceBlockingStub;
import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.TokensFile;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.Await;
import io.tapline.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules as the service serves them: with a database and callers who show tokens. */
@QuarkusTest
@QuarkusTestResource(value = FakeUpstream.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(
    value = SchedulesServedTest.WithDatabase.class,
    restrictToAnnotatedClass = true)
class SchedulesServedTest {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String OPERATOR = "tapline.test.operator";
  private static final String VIEWER = "tapline.test.viewer";
  private static final String FOLDER = "tapline.report.schedules.folder-root";

  /** A database, a folder, and two tokens. */
  public static final class WithDatabase implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      TestPostgres database = TestPostgres.empty();
      try {
        Path directory = Files.createTempDirectory("schedules");
        TokensFile tokens = new TokensFile(directory.resolve("tokens"));
        return Map.of(
            "quarkus.datasource.reactive.url",
            "postgresql://localhost:%d/%s".formatted(TestPostgres.port(), database.name()),
            "quarkus.datasource.username",
            TestPostgres.USER,
            "quarkus.datasource.password",
            TestPostgres.PASSWORD,
            "tapline.auth.tokens",
            directory.resolve("tokens").toString(),
            "tapline.report.schedules.every",
            "1s",
            FOLDER,
            directory.resolve("documents").toString(),
            OPERATOR,
            create(tokens, "ann", Role.OPERATOR),
            VIEWER,
            create(tokens, "bob", Role.VIEWER));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String create(TokensFile tokens, String name, Role role) throws IOException {
      return tokens.create(name, role, Instant.now(), null, new SecureRandom());
    }

    /** The database ends with its server, which all tests share. */
    @Override
    public void stop() {}
  }

  @SuppressWarnings("NullAway.Init") // set by the test extension
  @GrpcClient("report")
  Channel channel;

  private static String text(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  private final List<ManagedChannel> callers = new ArrayList<>();

  @AfterEach
  void close() {
    callers.forEach(ManagedChannel::shutdownNow);
  }

  /** By a channel of its own: that of this process shows the token of the service. */
  private ScheduleServiceBlockingStub as(String token) {
    ManagedChannel caller =
        NettyChannelBuilder.forTarget("dns:///" + channel.authority()).usePlaintext().build();
    callers.add(caller);
    return ScheduleServiceGrpc.newBlockingStub(caller)
        .withInterceptors(new Shown("Bearer " + text(token)));
  }

  private record Shown(String authorization) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(AUTHORIZATION, authorization);
          super.start(listener, headers);
        }
      };
    }
  }

  /** As soon as the schema is there. */
  private static Schedule create(ScheduleServiceBlockingStub schedules) {
    CreateScheduleRequest request =
        CreateScheduleRequest.newBuilder()
            .setSchedule(SchedulesOnPostgres.hourly("served"))
            .build();
    return Await.until(
            "the schema is there", () -> tryToCreate(schedules, request), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<Schedule> tryToCreate(
      ScheduleServiceBlockingStub schedules, CreateScheduleRequest request) {
    try {
      return Optional.of(schedules.createSchedule(request));
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      return Optional.empty();
    }
  }

  @Test
  void the_owner_is_who_showed_the_token_and_a_run_ends_up_in_its_folder() {
    ScheduleServiceBlockingStub schedules = as(OPERATOR);
    assertThat(create(schedules).getOwner()).isEqualTo("ann");
    ScheduleRun asked =
        schedules.runSchedule(RunScheduleRequest.newBuilder().setName("served").build()).getRun();
    ScheduleRun run =
        Await.until(
            "the run is over",
            () ->
                schedules.getScheduleRun(
                    GetScheduleRunRequest.newBuilder().setId(asked.getId()).build()),
            ScheduleRun::hasEndTime);
    assertThat(run.getState()).as(run.getLastError()).isEqualTo(RunState.RUN_STATE_SUCCEEDED);
    Path root = Path.of(text(FOLDER));
    assertThat(root.resolve("first").resolve(run.getDocument().getName())).isNotEmptyFile();
    assertThat(root.resolve("second").resolve(run.getDocument().getName())).isNotEmptyFile();
    assertThat(
            as(VIEWER)
                .fetchRunDocument(
                    FetchRunDocumentRequest.newBuilder().setId(asked.getId()).build()))
        .toIterable()
        .isNotEmpty();
    assertThatThrownBy(
            () -> as(VIEWER).runSchedule(RunScheduleRequest.newBuilder().setName("served").build()))
        .satisfies(e -> assertThat(Statuses.refusal(e).reason().name()).isEqualTo("ROLE_TOO_LOW"));
  }
}
