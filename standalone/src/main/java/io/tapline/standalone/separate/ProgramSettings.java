package io.tapline.standalone.separate;

import io.tapline.rpc.listen.PublicAddress;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.PartSettings;
import io.tapline.standalone.serve.ServeOptions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What each program of a site is told, as system properties of its process. */
final class ProgramSettings {
  private final ServeOptions options;
  private final DataDirectory data;

  ProgramSettings(ServeOptions options, DataDirectory data) {
    this.options = options;
    this.data = data;
  }

  /** Settings that were given to this process win. */
  Map<String, String> of(Program program) {
    Map<String, String> settings = new TreeMap<>();
    listen(settings, program);
    peers(settings);
    auth(settings);
    log(settings, program);
    switch (program) {
      case CAPTURE -> settings.putAll(PartSettings.capture(data));
      case FLOWLOG -> settings.putAll(flowlog(options.memory()));
      case REPORT -> settings.putAll(PartSettings.report(data));
      case EVENTSTORE -> console(settings);
    }
    settings.putAll(given(System.getProperties()));
    return settings;
  }

  private void listen(Map<String, String> settings, Program program) {
    ListenAddress http = program.at(options.http());
    ListenAddress grpc = program.at(options.grpc());
    settings.put(PublicAddress.SETTING, Boolean.toString(options.grpc().publicAllowed()));
    settings.put("quarkus.http.host", http.host());
    settings.put("quarkus.http.port", Integer.toString(http.port()));
    settings.put("quarkus.grpc.server.host", grpc.host());
    settings.put("quarkus.grpc.server.port", Integer.toString(grpc.port()));
  }

  private void peers(Map<String, String> settings) {
    for (Program peer : Program.values()) {
      ListenAddress grpc = peer.at(options.grpc());
      String client = "quarkus.grpc.clients." + peer.title();
      settings.put(client + ".host", grpc.ownHost());
      settings.put(client + ".port", Integer.toString(grpc.port()));
    }
  }

  /** The services know each other by the token that the owner has for this run. */
  private void auth(Map<String, String> settings) {
    settings.putAll(PartSettings.callers(options.tokens(), data));
    settings.put("tapline.auth.service-token-file", data.ownerToken().toString());
  }

  private void log(Map<String, String> settings, Program program) {
    settings.put("quarkus.banner.enabled", "false");
    settings.put("quarkus.log.level", options.verbose() ? "INFO" : "WARN");
    settings.put("quarkus.log.category.\"io.tapline\".level", options.verbose() ? "DEBUG" : "INFO");
    settings.put("quarkus.log.console.stderr", "true");
    settings.put(
        "quarkus.log.console.format",
        "%d{yyyy-MM-dd HH:mm:ss} %-5p " + program.title() + " %c{1.}: %s%e%n");
  }

  private Map<String, String> flowlog(MemoryBudget memory) {
    return PartSettings.flowlog(data, memory, (long) memory.heapMib() << 20);
  }

  private void console(Map<String, String> settings) {
    String console = "http://localhost:" + Program.REPORT.at(options.http()).port() + "/";
    settings.put("tapline.eventstore.notify.console-url", console);
  }

  private static Map<String, String> given(Properties properties) {
    Map<String, String> given = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("tapline.") || name.startsWith("quarkus.")) {
        given.put(name, properties.getProperty(name));
      }
    }
    return given;
  }
}
