package io.tapline.standalone.serve;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.ListSourcesResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.rpc.grpc.AllPages;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Names what is captured right now, for the notice at the start. */
final class CapturedSources {
  private CapturedSources() {}

  static String describe(Channel channel) {
    try {
      String live =
          sources(channel).stream()
              .filter(source -> !source.hasFile())
              .map(CapturedSources::describe)
              .collect(Collectors.joining(", "));
      return live.isEmpty()
          ? "nothing yet (./tapline capture interfaces shows what it could)"
          : live;
    } catch (StatusRuntimeException e) {
      return "not known (" + e.getStatus().getCode() + ")";
    }
  }

  private static List<Source> sources(Channel channel) {
    return AllPages.rows(
        SourceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS)
            ::listSources,
        ListSourcesRequest.getDefaultInstance(),
        ListSourcesResponse::getSourcesList);
  }

  private static String describe(Source source) {
    return source.getName()
        + switch (source.getKindCase()) {
          case INTERFACE -> " on " + source.getInterface().getInterface();
          case UDP -> " on UDP port " + source.getUdp().getPort();
          case TCP -> " from TCP " + source.getTcp().getHost() + ":" + source.getTcp().getPort();
          case FILE, KIND_NOT_SET -> "";
        };
  }
}
