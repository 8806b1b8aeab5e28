package io.tapline.capture.ait;

import io.tapline.capture.Reason;
import io.tapline.capture.handler.CalendarRotation;
import io.tapline.capture.handler.FileHandler;
import io.tapline.capture.handler.HandlerSpec;
import io.tapline.capture.handler.HandlerTotals;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.Sources;
import io.tapline.capture.transform.TransformSpec;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** AIT's stream capture manager over the sources and handlers of this sensor. */
final class AitCapturer {
  private final Sources sources;
  private final Handlers handlers;

  /** Held while a handler and its source are made or ended together. */
  private final Object changing = new Object();

  AitCapturer(Sources sources, Handlers handlers) {
    this.sources = sources;
    this.handlers = handlers;
  }

  /**
   * Adds a handler, and the source of its address unless it is there.
   *
   * @throws Refusal INVALID_SOURCE, INVALID_HANDLER, HANDLER_EXISTS, or why the address cannot be
   *     captured from
   */
  void start(String name, Map<String, String> fields) {
    AitForm form = new AitForm(fields);
    AitAddress address = form.address();
    handlers.validate(form.handler(name, address.sourceName()));
    synchronized (changing) {
      Optional<LiveSource> there = capturing(address).findFirst();
      if (there.isPresent()) {
        handlers.add(form.handler(name, there.get().record().name()));
      } else {
        startWithSource(form.handler(name, freeName(address)), address);
      }
    }
  }

  private void startWithSource(HandlerSpec handler, AitAddress address) {
    sources.create(handler.source(), address.spec());
    try {
      handlers.add(handler);
    } catch (RuntimeException e) {
      sources.delete(handler.source());
      throw e;
    }
  }

  private Stream<LiveSource> capturing(AitAddress address) {
    return sources.list().stream()
        .filter(source -> source.isCapturing() && source.record().spec().equals(address.spec()));
  }

  /** A source that is deleted has its name until everything is delivered. */
  private String freeName(AitAddress address) {
    String name = address.sourceName();
    for (int number = 2; sources.find(name).isPresent(); number++) {
      name = address.sourceName() + "." + number;
    }
    return name;
  }

  /** Ends a handler, and its source when it was the last one of it; nothing when there is none. */
  void stop(String name) {
    synchronized (changing) {
      Optional<FileHandler> handler = find(name);
      if (handler.isPresent()) {
        String source = handler.get().spec().source();
        handlers.remove(name);
        if (source.startsWith(AitAddress.SOURCE_PREFIX) && of(source).isEmpty()) {
          deleteIfThere(source);
        }
      }
    }
  }

  /**
   * Ends all handlers of an address and its source.
   *
   * @throws Refusal SOURCE_NOT_FOUND when nothing captures from it
   */
  void stop(AitAddress address) {
    synchronized (changing) {
      List<String> found = capturing(address).map(source -> source.record().name()).toList();
      if (found.isEmpty()) {
        throw new Refusal(Reason.SOURCE_NOT_FOUND, "Nothing captures from " + address + ".");
      }
      for (String source : found) {
        sources.delete(source);
        handlers.removeOf(source);
      }
    }
  }

  private void deleteIfThere(String source) {
    if (sources.find(source).isPresent()) {
      sources.delete(source);
    }
  }

  /** Begins a new file; nothing when there is no such handler. */
  void rotate(String name) {
    if (find(name).isPresent()) {
      handlers.rotate(name);
    }
  }

  /** The configuration of the handler of this name: a list of one, or empty. */
  List<Map<String, Object>> config(String name) {
    return find(name).stream().map(this::config).toList();
  }

  /** The configuration of all handlers by address. */
  Map<String, List<Map<String, Object>>> configs() {
    return byAddress(this::config);
  }

  /** The statistics of all handlers by address. */
  Map<String, List<Map<String, Object>>> statistics() {
    return byAddress(this::statistics);
  }

  private Map<String, List<Map<String, Object>>> byAddress(
      Function<FileHandler, Map<String, Object>> value) {
    Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
    for (FileHandler handler : handlers.list()) {
      address(handler)
          .ifPresent(
              address ->
                  all.computeIfAbsent(address.toString(), _ -> new ArrayList<>())
                      .add(value.apply(handler)));
    }
    return all;
  }

  private Optional<AitAddress> address(FileHandler handler) {
    return sources
        .find(handler.spec().source())
        .map(source -> AitAddress.of(source.record().spec()));
  }

  private Optional<FileHandler> find(String name) {
    return handlers.list().stream()
        .filter(handler -> handler.spec().name().equals(name))
        .findFirst();
  }

  private List<FileHandler> of(String source) {
    return handlers.list().stream()
        .filter(handler -> handler.spec().source().equals(source))
        .toList();
  }

  private Map<String, Object> config(FileHandler handler) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("handler", keys(handler.spec()));
    config.put("log_file_path", handlers.totals(handler).currentFile());
    address(handler)
        .ifPresent(
            address -> {
              config.put("conn_type", address.connectionType());
              config.put("address", address.list());
            });
    return config;
  }

  /** AIT's keys; of transforms the names, since a parameter may be a secret. */
  private static Map<String, Object> keys(HandlerSpec spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    CalendarRotation calendar = spec.calendar();
    keys.put("name", spec.name());
    keys.put("log_dir", spec.logDirectory());
    keys.put("path", spec.path());
    keys.put("file_name_pattern", spec.pattern());
    keys.put("rotate_log", calendar != null);
    if (calendar != null) {
      keys.put("rotate_log_index", calendar.unit().name().toLowerCase(Locale.ROOT));
      keys.put("rotate_log_delta", calendar.delta());
    }
    keys.put("pre_write_transforms", spec.transforms().stream().map(TransformSpec::name).toList());
    return keys;
  }

  private Map<String, Object> statistics(FileHandler handler) {
    HandlerTotals totals = handlers.totals(handler);
    Map<String, Object> statistics = new LinkedHashMap<>();
    statistics.put("name", handler.spec().name());
    statistics.put("reads", totals.frames());
    statistics.put("data_read_length", totals.bytes() + " bytes");
    statistics.put(
        "approx_data_rate",
        String.format(Locale.ROOT, "%.1f bytes/second", totals.totalBytesPerSecond()));
    return statistics;
  }
}
