package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;

import grpc.health.v1.HealthGrpc.HealthImplBase;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamHealthTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private Server server;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ManagedChannel there;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ManagedChannel away;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Serving())
            .build()
            .start();
    there = channel(server.getPort());
    away = channel(1);
  }

  @AfterEach
  void stop() {
    there.shutdownNow();
    away.shutdownNow();
    server.shutdownNow();
  }

  private static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  private static HealthCheckResponse health(ManagedChannel log, ManagedChannel events) {
    return new UpstreamHealth(log, events, Duration.ofMinutes(1)).call();
  }

  @Test
  void a_report_service_is_ready_while_the_others_answer() {
    HealthCheckResponse response = health(there, there);
    assertThat(response.getStatus()).isEqualTo(Status.UP);
    assertThat(response.getData().orElseThrow())
        .containsEntry("connection log", "answers")
        .containsEntry("event store", "answers");
  }

  @Test
  void without_the_connection_log_it_is_not_ready_and_says_why() {
    HealthCheckResponse response = health(away, there);
    assertThat(response.getStatus()).isEqualTo(Status.DOWN);
    assertThat(response.getData().orElseThrow())
        .containsEntry("reason", "The connection log cannot be reached.")
        .containsEntry("event store", "answers");
  }

  @Test
  void without_the_event_store_it_is_ready_and_says_so() {
    HealthCheckResponse response = health(there, away);
    assertThat(response.getStatus()).isEqualTo(Status.UP);
    assertThat(response.getData().orElseThrow())
        .containsEntry("event store", "The event store cannot be reached.");
  }

  private static final class Serving extends HealthImplBase {
    @Override
    public void check(
        HealthCheckRequest request,
        StreamObserver<grpc.health.v1.HealthOuterClass.HealthCheckResponse> answer) {
      answer.onNext(
          grpc.health.v1.HealthOuterClass.HealthCheckResponse.newBuilder()
              .setStatus(ServingStatus.SERVING)
              .build());
      answer.onCompleted();
    }
  }
}
