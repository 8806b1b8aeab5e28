package io.tapline.cli.capture;

import io.grpc.Channel;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.ListHandlersRequest;
import io.tapline.capture.v1.ListHandlersResponse;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.ListSourcesResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.AllPages;
import java.util.List;

/** What a sensor has. */
final class SensorLists {
  private SensorLists() {}

  static List<Source> sources(Channel channel) {
    return AllPages.rows(
        SourceServiceGrpc.newBlockingStub(channel)::listSources,
        ListSourcesRequest.getDefaultInstance(),
        ListSourcesResponse::getSourcesList);
  }

  static List<Handler> handlers(Channel channel) {
    return AllPages.rows(
        HandlerServiceGrpc.newBlockingStub(channel)::listHandlers,
        ListHandlersRequest.getDefaultInstance(),
        ListHandlersResponse::getHandlersList);
  }
}
