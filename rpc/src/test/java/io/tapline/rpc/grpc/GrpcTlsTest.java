package io.tapline.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tapline.rpc.tls.CertificateFiles;
import io.tapline.rpc.tls.Credentials;
import io.tapline.rpc.tls.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections by real TLS. The server has no services: a call that reaches it is not implemented,
 * and one that does not is unavailable.
 */
class GrpcTlsTest {
  private static final Status.Code REACHED = Status.Code.UNIMPLEMENTED;
  private static final Status.Code NOT_CONNECTED = Status.Code.UNAVAILABLE;

  private static final MethodDescriptor<Empty, Empty> METHOD =
      MethodDescriptor.<Empty, Empty>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("none/Any")
          .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
          .build();

  @TempDir static Path directory;
  private static CertificateFiles own;
  private static CertificateFiles other;
  private static CertificateFiles third;

  private @Nullable Server server;

  @BeforeAll
  static void make() throws Exception {
    own = CertificateFiles.make(directory, "own");
    other = CertificateFiles.make(directory, "other");
    third = CertificateFiles.make(directory, "third");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.shutdownNow().awaitTermination();
    }
  }

  private static Credentials of(CertificateFiles files, @Nullable Path clientCa) throws Exception {
    return Credentials.ofProcess(new TlsFiles(files.certificate(), files.key(), clientCa));
  }

  private void serve(Credentials credentials) throws Exception {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    GrpcTls.secure(builder, credentials);
    server = builder.build().start();
  }

  /** A client that takes any server, with a certificate or without. */
  private static SslContext anybody(@Nullable CertificateFiles shown) throws Exception {
    SslContextBuilder builder =
        GrpcSslContexts.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE);
    if (shown != null) {
      builder.keyManager(shown.certificate().toFile(), shown.key().toFile());
    }
    return builder.build();
  }

  /** The code of a call; null = in plain text. */
  private Status.Code call(@Nullable SslContext tls) throws Exception {
    int port = Objects.requireNonNull(server, "it serves").getPort();
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress("localhost", port);
    ManagedChannel channel =
        (tls == null ? builder.usePlaintext() : builder.sslContext(tls)).build();
    try {
      CompletableFuture<Status.Code> code = new CompletableFuture<>();
      ClientCall<Empty, Empty> call = channel.newCall(METHOD, CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              code.complete(status.getCode());
            }
          },
          new Metadata());
      call.sendMessage(Empty.getDefaultInstance());
      call.halfClose();
      return code.get(30, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void a_process_reaches_itself_whatever_names_are_in_its_certificate() throws Exception {
    serve(of(own, null));
    assertThat(call(GrpcTls.toItself(of(own, null)))).isEqualTo(REACHED);
  }

  @Test
  void a_process_takes_no_other_for_itself() throws Exception {
    serve(of(other, null));
    assertThat(call(GrpcTls.toItself(of(own, null)))).isEqualTo(NOT_CONNECTED);
    assertThat(call(anybody(null))).isEqualTo(REACHED);
  }

  @Test
  void plain_text_reaches_nothing() throws Exception {
    serve(of(own, null));
    assertThat(call(null)).isEqualTo(NOT_CONNECTED);
  }

  @Test
  void with_a_ca_of_clients_only_certified_ones_and_the_process_itself_are_let_in()
      throws Exception {
    Credentials credentials = of(own, other.certificate());
    serve(credentials);
    assertThat(call(anybody(other))).isEqualTo(REACHED);
    assertThat(call(GrpcTls.toItself(credentials))).isEqualTo(REACHED);
    assertThat(call(anybody(null))).isEqualTo(NOT_CONNECTED);
    assertThat(call(anybody(third))).isEqualTo(NOT_CONNECTED);
  }
}
