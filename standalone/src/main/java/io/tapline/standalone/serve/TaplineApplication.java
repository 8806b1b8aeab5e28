package io.tapline.standalone.serve;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.tapline.rpc.auth.Bearer;
import io.tapline.rpc.auth.Guard;
import io.tapline.standalone.demo.Demo;

/**
 * Runs once the services have started: says so, plays the demo where it was asked for, and waits
 * for the end.
 */
public class TaplineApplication implements QuarkusApplication {
  private static final int MAX_MESSAGE_BYTES = 8 << 20;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public int run(String... arguments) {
    ServeOptions options = ReadyNotice.options();
    if (options != null) {
      greet(options);
    }
    Quarkus.waitForExit();
    return 0;
  }

  /** Calls the services of this process as one of them. */
  private static ClientInterceptor asThisProcess() {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, Bearer.header(Guard.processToken()));
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private static void greet(ServeOptions options) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(options.grpc().ownHost(), options.grpc().port())
            .intercept(asThisProcess())
            .maxInboundMessageSize(MAX_MESSAGE_BYTES);
    OwnTls.apply(options, builder);
    ManagedChannel channel = builder.build();
    try {
      ReadyNotice.print(CapturedSources.describe(channel));
      if (options.demo()) {
        new Demo(channel, System.out, options.console(), options.server()).play();
      }
    } finally {
      channel.shutdownNow();
    }
  }
}
