package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.ListServicesRequest;
import io.tapline.flowlog.v1.ListServicesResponse;
import io.tapline.flowlog.v1.ServiceTotal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline services}. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the services that were seen, with their totals, by name.",
    footerHeading = "%nExamples:%n",
    footer = {"  tapline services", "  tapline services --day yesterday --format csv"})
public final class ServicesCommand implements Callable<Integer> {
  @Mixin IntervalOptions times;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<ListServicesResponse> pages =
        AllPages.of(
            ConnectionServiceGrpc.newBlockingStub(server.connect())::listServices,
            ListServicesRequest.newBuilder().setInterval(times.interval()).build());
    List<ServiceTotal> services =
        pages.stream().flatMap(page -> page.getServicesList().stream()).toList();
    output.rows(
        services,
        Column.text("service", ServiceTotal::getService),
        Column.count("connections", ServiceTotal::getConnections),
        Column.count("packets", ServiceTotal::getPackets),
        Column.bytes("bytes", ServiceTotal::getBytes));
    CompletenessRemark.print(pages.getLast().getCompleteness(), output);
    return ExitCode.found(services.size());
  }
}
