package io.tapline.standalone.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md is the list of what can be set; a key that it lacks cannot be found. */
class SettingsPageTest {
  private static final String NO_DEFAULT = "(none)";

  /** The prefix in the heading, and all up to the next heading. */
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^## [^\\n]*\\(prefix `([^`]+)`\\)$(.*?)(?=^## |\\z)");

  /** A key, and its default if it has one. */
  private static final Pattern SETTING =
      Pattern.compile("(?m)^- `([^`]+)`(?:\\s+=\\s+`([^`]*)`)?:");

  @Test
  void the_page_has_every_setting_with_its_default_and_no_other() throws IOException {
    assertThat(onThePage()).containsExactlyInAnyOrderEntriesOf(inTheCode());
  }

  private static Map<String, String> onThePage() throws IOException {
    String page = Files.readString(Pages.all().root().resolve("docs/settings.md"));
    Map<String, String> settings = new TreeMap<>();
    SECTION
        .matcher(page)
        .results()
        .forEach(section -> read(settings, section.group(1), section.group(2)));
    return settings;
  }

  private static void read(Map<String, String> settings, String prefix, String section) {
    SETTING
        .matcher(section)
        .results()
        .forEach(
            line ->
                settings.put(
                    prefix + "." + line.group(1),
                    Optional.ofNullable(line.group(2)).orElse(NO_DEFAULT)));
  }

  private static Map<String, String> inTheCode() {
    Map<String, String> settings = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tapline")
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .forEach(config -> add(settings, prefix(config), config.reflect()));
    return settings;
  }

  private static String prefix(JavaClass config) {
    return config.getAnnotationOfType(ConfigMapping.class).prefix();
  }

  private static void add(Map<String, String> settings, String prefix, Class<?> group) {
    for (Method setting : group.getMethods()) {
      String key = prefix + "." + name(setting);
      if (isGroup(setting.getReturnType())) {
        add(settings, key, setting.getReturnType());
      } else if (Modifier.isAbstract(setting.getModifiers())) {
        settings.put(key, defaultOf(setting));
      }
    }
  }

  private static boolean isGroup(Class<?> type) {
    return type.isInterface() && type.getPackageName().startsWith("io.tapline");
  }

  private static String name(Method setting) {
    return Optional.ofNullable(setting.getAnnotation(WithName.class))
        .map(WithName::value)
        .orElseGet(() -> setting.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  private static String defaultOf(Method setting) {
    return Optional.ofNullable(setting.getAnnotation(WithDefault.class))
        .map(WithDefault::value)
        .orElse(NO_DEFAULT);
  }
}
