package io.tapline.standalone.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import com.google.type.Interval;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthReason;
import io.tapline.rpc.auth.AuthSettings;
import io.tapline.rpc.auth.Guard;
import io.tapline.rpc.auth.MethodRoles;
import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.TokensFile;
import io.tapline.rpc.grpc.AuthInterceptor;
import io.tapline.rpc.grpc.TokenSender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All methods as nobody, as each role, and with tokens that are no longer or never were any. */
class EveryMethodTest {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final List<AuthReason> refused = new CopyOnWriteArrayList<>();
  private final List<String> audited = new CopyOnWriteArrayList<>();
  private TokensFile tokens;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    tokens = new TokensFile(directory.resolve("tokens"));
    serve(new AuthSettings(directory.resolve("tokens"), false, false, true, null, null, Set.of()));
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  /** The server has two interceptors, of which one does the work. */
  private void serve(AuthSettings settings) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .fallbackHandlerRegistry(new EveryMethod())
            .intercept(interceptor(settings))
            .intercept(interceptor(settings))
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  private Instant now() {
    return Objects.requireNonNull(now.get());
  }

  private AuthInterceptor interceptor(AuthSettings settings) {
    return new AuthInterceptor(Auth.of(settings, refused::add, audited::add, now::get)) {};
  }

  private String create(String name, Role role, @Nullable Instant expires) throws IOException {
    return tokens.create(name, role, now(), expires, new SecureRandom());
  }

  private Channel as(@Nullable String token) {
    if (token == null) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Why a call is refused; empty when it is answered. */
  private static Optional<ErrorInfo> call(Channel channel, String method) throws IOException {
    try {
      ClientCalls.blockingUnaryCall(
          channel, EveryMethod.of(method), CallOptions.DEFAULT, new byte[0]);
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      ErrorInfo why = StatusProto.fromThrowable(e).getDetails(0).unpack(ErrorInfo.class);
      assertThat(e.getStatus().getCode().name())
          .isEqualTo(AuthReason.valueOf(why.getReason()).code().name());
      assertThat(why.getDomain()).isEqualTo("auth.tapline");
      assertThat(e.getStatus().getDescription()).endsWith(".");
      return Optional.of(why);
    }
  }

  private void assertRefused(Channel channel, String method, AuthReason reason) throws IOException {
    int before = refused.size();
    assertThat(call(channel, method).map(ErrorInfo::getReason)).as(method).hasValue(reason.name());
    assertThat(refused.subList(before, refused.size())).as(method).containsExactly(reason);
  }

  @Test
  void nobody_may_call_anything() throws IOException {
    create("alice", Role.ADMIN, null);
    for (String method : Contracts.methods()) {
      assertRefused(channel, method, AuthReason.TOKEN_MISSING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_role_may_call_what_needs_it_or_less(Role role) throws IOException {
    Channel caller = as(create("alice", role, null));
    for (String method : Contracts.methods()) {
      if (role.includes(Objects.requireNonNull(MethodRoles.all().get(method)))) {
        assertThat(call(caller, method)).as(method).isEmpty();
      } else {
        assertRefused(caller, method, AuthReason.ROLE_TOO_LOW);
      }
    }
  }

  @Test
  void expired_forged_and_revoked_tokens_open_nothing() throws IOException {
    String expired = create("a", Role.ADMIN, now().plusSeconds(60));
    String revoked = create("b", Role.ADMIN, null);
    create("c", Role.ADMIN, null);
    assertThat(call(as(expired), "tapline.flowlog.v1.LogService/GetLogStatus")).isEmpty();
    assertThat(call(as(revoked), "tapline.flowlog.v1.LogService/GetLogStatus")).isEmpty();
    tokens.revoke("b");
    now.set(now().plus(Duration.ofMinutes(1)));
    String forged = revoked.substring(0, revoked.length() - 2) + "AA";
    for (String method : Contracts.methods()) {
      assertRefused(as(expired), method, AuthReason.TOKEN_EXPIRED);
      assertRefused(as(revoked), method, AuthReason.TOKEN_UNKNOWN);
      assertRefused(as(forged), method, AuthReason.TOKEN_UNKNOWN);
    }
  }

  @Test
  void health_and_reflection_are_open() throws IOException {
    for (String method :
        List.of(
            "grpc.health.v1.Health/Check",
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")) {
      assertThat(call(channel, method)).isEmpty();
    }
    assertThat(audited).isEmpty();
  }

  @Test
  void a_method_that_the_table_does_not_name_is_refused_to_everybody() throws IOException {
    Channel admin = as(create("alice", Role.ADMIN, null));
    for (String method :
        List.of(
            "tapline.flowlog.v1.LogService/DeleteLog",
            "tapline.flowlog.v2.LogService/GetLogStatus",
            "grpc.health.v2.Health/Check")) {
      assertRefused(admin, method, AuthReason.NOT_LISTED);
    }
  }

  @Test
  void a_service_of_the_same_process_may_do_its_work_and_has_no_lines() throws IOException {
    create("alice", Role.ADMIN, null);
    Channel process =
        ClientInterceptors.intercept(
            channel, new TokenSender(() -> Optional.of(Guard.processToken())) {});
    assertThat(call(process, "tapline.flowlog.v1.IngestService/Ingest")).isEmpty();
    assertThat(call(process, "tapline.eventstore.v1.EventService/InsertEvents")).isEmpty();
    assertThat(audited).isEmpty();
    assertRefused(
        process, "tapline.eventstore.v1.EventService/DeleteEvents", AuthReason.ROLE_TOO_LOW);
  }

  @Test
  void without_tokens_in_the_settings_everybody_may_as_before() throws IOException {
    stop();
    serve(AuthSettings.OFF);
    for (String method : Contracts.methods()) {
      assertThat(call(channel, method)).as(method).isEmpty();
    }
    assertThat(audited).isEmpty();
  }

  @Test
  void a_search_is_audited_once_with_who_asked_for_what() throws IOException {
    String token = create("alice", Role.VIEWER, null);
    SearchConnectionsRequest request =
        SearchConnectionsRequest.newBuilder()
            .setFilter("service = dns")
            .setInterval(Interval.newBuilder().setStartTime(Timestamp.newBuilder().setSeconds(7)))
            .build();
    assertThat(ConnectionServiceGrpc.newBlockingStub(as(token)).searchConnections(request))
        .isEqualTo(SearchConnectionsResponse.getDefaultInstance());
    assertThat(audited)
        .singleElement()
        .asString()
        .contains("\"principal\":\"alice\"", "\"role\":\"viewer\"", "\"remote\":\"127.0.0.1\"")
        .contains("tapline.flowlog.v1.ConnectionService/SearchConnections", "\"code\":\"OK\"")
        .contains("\"filter\":\"service = dns\"", "\"interval\":\"start_time { seconds: 7 }\"")
        .doesNotContain(token);
  }

  @Test
  void a_refusal_is_audited_with_its_reason_and_with_who_it_was() throws IOException {
    call(channel, "tapline.eventstore.v1.EventService/DeleteEvents");
    create("alice", Role.VIEWER, null);
    now.set(now().plusSeconds(1));
    call(as(create("bob", Role.OPERATOR, null)), "tapline.eventstore.v1.EventService/DeleteEvents");
    assertThat(audited.getFirst())
        .contains("\"principal\":null", "\"code\":\"UNAUTHENTICATED\"", "TOKEN_MISSING");
    assertThat(audited.getLast())
        .contains("\"principal\":\"bob\"", "\"code\":\"PERMISSION_DENIED\"", "ROLE_TOO_LOW");
  }

  /** Answers whatever is called with nothing. */
  private static final class EveryMethod extends HandlerRegistry {
    private static final Map<String, ServerMethodDefinition<?, ?>> REAL =
        Map.of(
            ConnectionServiceGrpc.getSearchConnectionsMethod().getFullMethodName(),
            ServerMethodDefinition.create(
                ConnectionServiceGrpc.getSearchConnectionsMethod(),
                ServerCalls.asyncUnaryCall(
                    (_, answers) -> {
                      answers.onNext(SearchConnectionsResponse.getDefaultInstance());
                      answers.onCompleted();
                    })));

    static MethodDescriptor<byte[], byte[]> of(String method) {
      return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(method)
          .build();
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
      return REAL.getOrDefault(
          method,
          ServerMethodDefinition.create(
              of(method),
              ServerCalls.asyncUnaryCall(
                  (request, answers) -> {
                    answers.onNext(request);
                    answers.onCompleted();
                  })));
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
