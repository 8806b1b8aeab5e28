package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.Search.ServiceTotal;
import io.tapline.flowlog.v1.ListServicesRequest;
import io.tapline.flowlog.v1.ListServicesResponse;
import io.tapline.rpc.NamedPages;
import java.util.List;

/** The services of an interval as messages. */
final class ServiceMessages {
  private static final NamedPages<ServiceTotal> PAGES =
      new NamedPages<>("services", ServiceTotal::service, Reason.PAGES);

  private ServiceMessages() {}

  /** What is wanted of the list; refused before anything is counted. */
  static NamedPages<ServiceTotal>.Request wanted(ListServicesRequest request) {
    byte[] question = request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
    return PAGES.request(request.getPageSize(), request.getPageToken(), question);
  }

  static ListServicesResponse message(
      NamedPages<ServiceTotal>.Request wanted, Answer<List<ServiceTotal>> answer) {
    NamedPages.Page<ServiceTotal> page = wanted.of(answer.value().stream());
    return ListServicesResponse.newBuilder()
        .addAllServices(page.entries().stream().map(ServiceMessages::message).toList())
        .setNextPageToken(page.nextToken())
        .setCompleteness(ConnectionMessages.completeness(answer.completeness()))
        .build();
  }

  private static io.tapline.flowlog.v1.ServiceTotal message(ServiceTotal total) {
    return io.tapline.flowlog.v1.ServiceTotal.newBuilder()
        .setService(total.service())
        .setConnections(total.count().connections())
        .setPackets(total.count().packets())
        .setBytes(total.count().bytes())
        .build();
  }
}
