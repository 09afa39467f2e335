# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Read by CPack for each package: CONTRASTLAB_PACKAGE is contrastlab or contrastlab-cli, PACKAGE_VERSION its
# version, MAINTAINER who answers for it: NAME <ADDRESS>.

set(CPACK_DEBIAN_PACKAGE_NAME ${CONTRASTLAB_PACKAGE})
set(CPACK_DEBIAN_PACKAGE_VERSION ${PACKAGE_VERSION})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${MAINTAINER})
set(svg_reader "qt6-svg-plugins | libqt6svg6 (<< 6.7.2-5~)") # which had it, in Debian 12 and Ubuntu 24.04
if(CONTRASTLAB_PACKAGE STREQUAL "contrastlab-cli")
    set(CPACK_COMPONENTS_ALL cli)
    set(other contrastlab)
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-image-formats-plugins, ${svg_reader}")
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "multimodal contrastive learning on the command line")
    set(CPACK_PACKAGE_DESCRIPTION
        "The command line of ContrastLab: training, sweeps, evaluation and export
without a window, and without libraries of windows. The package contrastlab
has the window and this program.")
else()
    set(CPACK_COMPONENTS_ALL cli window)
    set(other contrastlab-cli)
    set(CPACK_DEBIAN_PACKAGE_PROVIDES contrastlab-cli)
    # Loaded by name, so no library asks for them: the platform, icons, and fonts for what the window says.
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-qpa-plugins, ${svg_reader}, fonts-dejavu-core | fonts-noto-core")
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
        "qt6-image-formats-plugins, qt6-translations-l10n, qt6-wayland, fonts-noto-cjk")
    set(CPACK_DEBIAN_PACKAGE_SUGGESTS ffmpeg)
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "lab for multimodal contrastive learning")
    set(CPACK_PACKAGE_DESCRIPTION
        "A window that shows how an embedding space forms while networks learn which
pictures, texts, sounds or vectors belong together, and in which every
parameter can be changed while they do. Lessons, data to begin with,
recordings that can be looked at step by step, and the command line
contrastlab-cli.")
endif()
set(CPACK_DEBIAN_PACKAGE_CONFLICTS ${other})
set(CPACK_DEBIAN_PACKAGE_REPLACES ${other})
