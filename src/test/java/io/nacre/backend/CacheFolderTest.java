package io.nacre.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

    private static String path(String system, Map<String, String> environment) {
        return CacheFolder.path(environment, "/home/me", system)
                .map(Path::toString)
                .orElse("none");
    }

    @Test
    void theVariableNamesIt() {
        assertThat(path("Linux", Map.of("NACRE_CACHE_DIR", "/there", "XDG_CACHE_HOME", "/xdg")))
                .isEqualTo("/there");
        assertThat(path("Linux", Map.of("NACRE_CACHE_DIR", " "))).isEqualTo("/home/me/.cache/nacre");
        assertThat(path("Linux", Map.of("NACRE_CACHE_DIR", "\0"))).isEqualTo("none");
    }

    @Test
    void elseThePlatformDoes() {
        assertThat(path("Linux", Map.of("XDG_CACHE_HOME", "/xdg"))).isEqualTo("/xdg/nacre");
        assertThat(path("Linux", Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo("/home/me/.cache/nacre");
        assertThat(path("Mac OS X", Map.of())).isEqualTo("/home/me/Library/Caches/nacre");
        assertThat(path("Windows 11", Map.of("LOCALAPPDATA", "/local"))).isEqualTo("/local/nacre");
        assertThat(path("Windows 11", Map.of())).isEqualTo("none");
        assertThat(CacheFolder.path(Map.of(), "", "Linux")).isEmpty();
    }
}
