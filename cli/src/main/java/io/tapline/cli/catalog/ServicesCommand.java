package io.tapline.cli.catalog;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.flowlog.v1.CatalogServiceGrpc;
import io.tapline.flowlog.v1.ListCatalogServicesRequest;
import io.tapline.flowlog.v1.ListCatalogServicesResponse;
import io.tapline.flowlog.v1.ServiceEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline catalog services}. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists every service that a connection can have, and how it is identified: by first payloads"
          + " over these transports, and by these ports where payloads say nothing.",
      "Those that were seen are listed by `tapline services`."
    })
final class ServicesCommand implements Callable<Integer> {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    output.rows(
        AllPages.rows(
            CatalogServiceGrpc.newBlockingStub(server.connect())::listCatalogServices,
            ListCatalogServicesRequest.getDefaultInstance(),
            ListCatalogServicesResponse::getServicesList),
        Column.text("service", ServiceEntry::getName),
        Column.text("base_service", ServiceEntry::getBaseService),
        Column.text("payload_protocols", one -> String.join(" ", one.getPayloadProtocolsList())),
        Column.text("ports", one -> String.join(" ", one.getPortsList())),
        Column.text("properties", one -> String.join(" ", one.getPropertiesList())));
    return ExitCode.DONE;
  }
}
