# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Run by CPack on what it is about to pack: the files that Debian wants beside the program's own.

execute_process(COMMAND python3 ${CPACK_SOURCE_DIR}/scripts/debian_files.py ${CPACK_TEMPORARY_INSTALL_DIRECTORY}
    ${CPACK_DEBIAN_PACKAGE_NAME} ${CPACK_DEBIAN_PACKAGE_VERSION} "${CPACK_DEBIAN_PACKAGE_MAINTAINER}"
    COMMAND_ERROR_IS_FATAL ANY)
