# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where. A tree that is installed runs from any place: programs find the engine relative to
# themselves, and all other resources are inside of them. Components: "cli" is contrastlab-cli with the engine, "window"
# what the window has beside it, "mpi" contrastlab-mpi where it is built.

include(GNUInstallDirs)
include(Releases)
set(CONTRASTLAB_HOMEPAGE "" CACHE STRING "Address of the project for AppStream, without a slash at its end; empty: none")
set(APPLICATION_ID org.contrastlab.ContrastLab)
set(DESKTOP_FILES ${CMAKE_SOURCE_DIR}/resources/desktop)

# The engine is private: a folder of its own, with its levels below, where the loader looks for them.
set(ENGINE_FOLDER ${CMAKE_INSTALL_LIBDIR}/contrastlab)
file(RELATIVE_PATH engine_from_programs ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR}/contrastlab)
set(programs contrastlab-cli)
if(CONTRASTLAB_WINDOW)
    list(APPEND programs contrastlab)
endif()
if(TARGET contrastlab-mpi)
    list(APPEND programs contrastlab-mpi)
endif()
set_target_properties(${programs} PROPERTIES INSTALL_RPATH "$ORIGIN/${engine_from_programs}")
install(TARGETS contrastlab-engine LIBRARY DESTINATION ${ENGINE_FOLDER} COMPONENT cli)
foreach(level x86-64-v3 x86-64-v4)
    if(TARGET contrastlab-engine-${level})
        install(TARGETS contrastlab-engine-${level}
            LIBRARY DESTINATION ${ENGINE_FOLDER}/glibc-hwcaps/${level} COMPONENT cli)
    endif()
endforeach()

# Programs write their own manual pages and completions (app/printed_pages.h).
function(install_program program component)
    install(TARGETS ${program} RUNTIME COMPONENT ${component})
    set(pages)
    foreach(page man bash zsh fish)
        set(file ${CMAKE_BINARY_DIR}/pages/${program}.${page})
        add_custom_command(OUTPUT ${file} DEPENDS ${program} VERBATIM
            COMMAND ${CMAKE_COMMAND} -D FILE=${file} -D PAGE=${page} -P ${CMAKE_SOURCE_DIR}/cmake/write_page.cmake
                -- ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:${program}>
            COMMENT "Writing ${program}'s ${page} page")
        list(APPEND pages ${file})
    endforeach()
    add_custom_target(${program}-pages ALL DEPENDS ${pages})
    set(from ${CMAKE_BINARY_DIR}/pages/${program})
    install(FILES ${from}.man RENAME ${program}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT ${component})
    install(FILES ${from}.bash RENAME ${program} COMPONENT ${component}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${from}.zsh RENAME _${program} COMPONENT ${component}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${from}.fish RENAME ${program}.fish COMPONENT ${component}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endfunction()

# Software centres take pictures from an address: where the project has one, those of resources/desktop/screenshots are
# in "screenshots" there.
function(write_metainfo file)
    releases_of(${CMAKE_SOURCE_DIR}/CHANGELOG.md RELEASES)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md)
    set(LINKS "")
    if(CONTRASTLAB_HOMEPAGE)
        configure_file(${DESKTOP_FILES}/links.xml.in ${CMAKE_BINARY_DIR}/links.xml @ONLY)
        file(READ ${CMAKE_BINARY_DIR}/links.xml LINKS)
    endif()
    configure_file(${DESKTOP_FILES}/${APPLICATION_ID}.metainfo.xml.in ${file} @ONLY)
endfunction()

install_program(contrastlab-cli cli)
if(TARGET contrastlab-mpi)
    install_program(contrastlab-mpi mpi) # in no package: it would bring an MPI to everybody
endif()
if(CONTRASTLAB_WINDOW)
    install_program(contrastlab window)
    write_metainfo(${CMAKE_BINARY_DIR}/${APPLICATION_ID}.metainfo.xml)
    install(FILES ${CMAKE_BINARY_DIR}/${APPLICATION_ID}.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT window)
    install(FILES ${DESKTOP_FILES}/${APPLICATION_ID}.desktop
        DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT window)
    install(FILES ${DESKTOP_FILES}/${APPLICATION_ID}.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages COMPONENT window)
    foreach(size scalable 16x16 22x22 24x24 32x32 48x48 64x64 128x128 256x256)
        set(drawings ${DESKTOP_FILES}/icons/${size}/${APPLICATION_ID})
        set(ending png)
        if(size STREQUAL "scalable")
            set(drawings ${DESKTOP_FILES}/icons/${APPLICATION_ID})
            set(ending svg)
        endif()
        set(themed ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size})
        install(FILES ${drawings}.${ending} DESTINATION ${themed}/apps COMPONENT window)
        install(FILES ${drawings}.run.${ending} ${drawings}.lesson.${ending}
            DESTINATION ${themed}/mimetypes COMPONENT window)
    endforeach()
endif()
