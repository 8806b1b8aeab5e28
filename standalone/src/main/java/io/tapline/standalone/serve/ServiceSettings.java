package io.tapline.standalone.serve;

import io.tapline.rpc.listen.PublicAddress;
import io.tapline.rpc.tls.TlsFiles;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.postgres.PostgresServer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of the services that are known only at run time, as system properties, which win
 * over every file.
 */
final class ServiceSettings {
  private ServiceSettings() {}

  static void apply(ServeOptions options, DataDirectory data, PostgresServer postgres) {
    of(options, data, postgres).forEach(System::setProperty);
  }

  private static Map<String, String> of(
      ServeOptions options, DataDirectory data, PostgresServer postgres) {
    Map<String, String> settings = new TreeMap<>();
    database(settings, postgres);
    settings.putAll(PartSettings.callers(options.tokens(), data));
    settings.put("tapline.auth.one-process", "true");
    audit(settings, data);
    options.tls().ifPresent(files -> tls(settings, files));
    settings.put(PublicAddress.SETTING, Boolean.toString(options.grpc().publicAllowed()));
    settings.put("quarkus.http.host", options.http().host());
    settings.put("quarkus.http.port", Integer.toString(options.http().port()));
    settings.put("quarkus.grpc.server.host", options.grpc().host());
    settings.put("quarkus.grpc.server.port", Integer.toString(options.grpc().port()));
    for (String client : new String[] {"flowlog", "eventstore", "capture"}) {
      settings.put("quarkus.grpc.clients." + client + ".host", options.grpc().ownHost());
      settings.put(
          "quarkus.grpc.clients." + client + ".port", Integer.toString(options.grpc().port()));
    }
    settings.putAll(PartSettings.capture(data));
    settings.putAll(PartSettings.flowlog(data, options.memory(), Runtime.getRuntime().maxMemory()));
    settings.putAll(PartSettings.report(data));
    if (options.verbose()) {
      settings.put("quarkus.log.level", "INFO");
      settings.put("quarkus.log.category.\"io.tapline\".level", "DEBUG");
    }
    return settings;
  }

  private static void tls(Map<String, String> settings, TlsFiles files) {
    settings.put("tapline.tls.server-cert", files.certificate().toString());
    settings.put("tapline.tls.server-key", files.key().toString());
    if (files.clientCa() != null) {
      settings.put("tapline.tls.client-ca", files.clientCa().toString());
    }
  }

  /** The lines of the audit go to a file of their own, and nowhere else. */
  private static void audit(Map<String, String> settings, DataDirectory data) {
    settings.put("quarkus.log.handler.file.\"audit\".enabled", "true");
    settings.put("quarkus.log.handler.file.\"audit\".path", data.auditLog().toString());
    settings.put("quarkus.log.category.\"io.tapline.audit\".handlers", "audit");
    settings.put("quarkus.log.category.\"io.tapline.audit\".use-parent-handlers", "false");
  }

  private static void database(Map<String, String> settings, PostgresServer postgres) {
    String address = "127.0.0.1:" + postgres.port() + "/postgres";
    settings.put("quarkus.datasource.reactive.url", "vertx-reactive:postgresql://" + address);
    settings.put("quarkus.datasource.username", PostgresServer.USER);
    settings.put("quarkus.datasource.password", postgres.password());
  }
}
