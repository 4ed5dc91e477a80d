package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.BackendException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildOptionsTest {

    @Test
    void macrosAreSortedAndFloatsLoseNothing() {
        BuildOptions options = BuildOptions.NONE
                .with("STAGE_0", "ACTIVATE")
                .with("KERNEL_W", 3)
                .with("A_0", 0.1f)
                .with("B_0", -2f);

        assertThat(options).hasToString("-D A_0=0x1.99999ap-4f -D B_0=(-0x1.0p1f) -D KERNEL_W=3 -D STAGE_0=ACTIVATE");
        assertThat(Float.parseFloat("0x1.99999ap-4f")).isEqualTo(0.1f);
    }

    @Test
    void specialFloatsHaveTheirNames() {
        assertThat(new BuildOptions.Real(Float.NaN).text()).isEqualTo("NAN");
        assertThat(new BuildOptions.Real(Float.POSITIVE_INFINITY).text()).isEqualTo("INFINITY");
        assertThat(new BuildOptions.Real(Float.NEGATIVE_INFINITY).text()).isEqualTo("(-INFINITY)");
        assertThat(new BuildOptions.Real(-0f).text()).isEqualTo("(-0x0.0p0f)");
    }

    @Test
    void equalOptionsAreEqualKeys() {
        BuildOptions a = BuildOptions.NONE.with("X", 1).with("Y", 0f);
        BuildOptions b = BuildOptions.NONE.with("Y", 0f).with("X", 1);

        assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
        assertThat(a).isNotEqualTo(b.with("Y", -0f)).isNotEqualTo(b.with("X", 2));
    }

    @Test
    void whatIsSetStaysAndTheRestIsAdded() {
        BuildOptions options = BuildOptions.NONE.with("TILE", 4).orElse(Map.of("TILE", 16L, "LOCAL", 8L));

        assertThat(options.wholes()).isEqualTo(Map.of("TILE", 4L, "LOCAL", 8L));
    }

    @Test
    void namesMustBeNames() {
        assertThatThrownBy(() -> BuildOptions.NONE.with("X", "RELU -D EVIL"))
                .isInstanceOf(BackendException.class)
                .hasMessage("BuildOptions: 'RELU -D EVIL' is not a name");
        assertThatThrownBy(() -> BuildOptions.NONE.with("a b", 1))
                .isInstanceOf(BackendException.class)
                .hasMessage("BuildOptions: 'a b' is not the name of a macro");
    }
}
