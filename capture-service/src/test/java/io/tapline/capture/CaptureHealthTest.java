package io.tapline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import grpc.health.v1.HealthGrpc.HealthImplBase;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CaptureHealthTest {
  @Test
  void health_says_whether_the_connection_log_answers() throws IOException {
    Server log =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Serving())
            .build()
            .start();
    try {
      assertThat(stateAt(log.getPort())).isEqualTo("answers");
      assertThat(stateAt(1)).isEqualTo("does not answer: UNAVAILABLE");
    } finally {
      log.shutdownNow();
    }
  }

  private static String stateAt(int port) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      return CaptureHealth.logState(channel, Duration.ofMinutes(1));
    } finally {
      channel.shutdownNow();
    }
  }

  private static final class Serving extends HealthImplBase {
    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
      answer.onNext(HealthCheckResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }
}
