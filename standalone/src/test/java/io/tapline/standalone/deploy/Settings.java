package io.tapline.standalone.deploy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.tapline.rpc.listen.PublicAddress;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that exist: those of the services' files, and those of their config mappings. */
final class Settings {
  static final List<String> SERVICES = List.of("capture", "flowlog", "report", "eventstore");

  /** Read by code, and in no file: a password belongs into none. */
  private static final List<String> OTHERS =
      List.of(PublicAddress.SETTING, "quarkus.datasource.password", "tapline.memory");

  private static final Set<String> VARIABLES = read();

  private Settings() {}

  /** Their names in the environment. */
  static Set<String> variables() {
    return VARIABLES;
  }

  private static Set<String> read() {
    Stream<String> files =
        Stream.concat(
                SERVICES.stream().map(service -> service + "-service"), Stream.of("standalone"))
            .flatMap(module -> file(module).stringPropertyNames().stream());
    return Stream.of(files, mappings(), OTHERS.stream())
        .flatMap(names -> names)
        .map(name -> name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** The {@code application.properties} of a module. */
  static Properties file(String module) {
    Path file = Path.of("..", module, "src/main/resources/application.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> mappings() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                Stream.concat(SERVICES.stream(), Stream.of("rpc"))
                    .map(module -> "io.tapline." + module)
                    .toList())
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .flatMap(Settings::names);
  }

  private static Stream<String> names(JavaClass mapping) {
    String prefix = mapping.getAnnotationOfType(ConfigMapping.class).prefix();
    return ConfigMappings.getProperties(new ConfigMappings.ConfigClass(mapping.reflect(), prefix))
        .keySet()
        .stream();
  }
}
